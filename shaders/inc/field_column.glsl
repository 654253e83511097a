#ifndef EMOVID_FIELD_COLUMN_GLSL
#define EMOVID_FIELD_COLUMN_GLSL

#include "cubic.glsl"

// One field of five channels, seen from one column of pixels: four consecutive rows of cells, each already evaluated along x, so that the
// B-spline of a pixel costs four multiply-adds along y. A row of cells serves every pixel between two rows. The includer declares
// `fields`, a texture buffer of float32 planes.

struct Channels
{
    vec4 v0123;
    float v4;
};

struct Column
{
    int base;
    int size;
    ivec4 cells;
    vec4 weights;
    int next_row;
    Channels r0;
    Channels r1;
    Channels r2;
    Channels r3;
};

float along_x(Column c, int channel, int row)
{
    int at = c.base + (channel * c.size + row) * c.size;
    return c.weights.x * texelFetch(fields, at + c.cells.x).r
        + c.weights.y * texelFetch(fields, at + c.cells.y).r
        + c.weights.z * texelFetch(fields, at + c.cells.z).r
        + c.weights.w * texelFetch(fields, at + c.cells.w).r;
}

Column open_column(int base, int size, float canvas_x, int first_row)
{
    float u = canvas_x * float(size) - 0.5;
    float cell = floor(u);
    Column c;
    c.base = base;
    c.size = size;
    c.cells = clamp(int(cell) + ivec4(-1, 0, 1, 2), 0, size - 1);
    c.weights = bspline_weights(u - cell);
    c.next_row = first_row - 1;
    return c;
}

// Shifts rows in until the four rows around `row` are held.
void advance(inout Column c, int row)
{
    while (c.next_row <= row + 2)
    {
        int y = clamp(c.next_row, 0, c.size - 1);
        c.r0 = c.r1;
        c.r1 = c.r2;
        c.r2 = c.r3;
        c.r3.v0123 = vec4(along_x(c, 0, y), along_x(c, 1, y), along_x(c, 2, y), along_x(c, 3, y));
        c.r3.v4 = along_x(c, 4, y);
        c.next_row++;
    }
}

Channels along_y(Column c, float t)
{
    vec4 w = bspline_weights(t);
    Channels r;
    r.v0123 = w.x * c.r0.v0123 + w.y * c.r1.v0123 + w.z * c.r2.v0123 + w.w * c.r3.v0123;
    r.v4 = w.x * c.r0.v4 + w.y * c.r1.v4 + w.z * c.r2.v4 + w.w * c.r3.v4;
    return r;
}

// The row of cells at or above a position on the canvas.
int cell_row(float canvas_y, uint size)
{
    return int(floor(canvas_y * float(size) - 0.5));
}

#endif
