#version 460
#extension GL_GOOGLE_include_directive : require

// Purpose   Applies one instant of motion to a still: backward flow, colour gain, painted layer.
// Inputs    still: premultiplied sRGB-encoded RGBA8 from StillResampler, with a border of one transparent pixel on
//           every side, rows packed. fields: float32, the warp field [5, n, n] then the paint field [5, m, m].
// Output    frame: premultiplied sRGB-encoded RGBA8, quantised with floor(x * 255 + 0.5), rows packed.
// Source    The definition in MotionFields (EmoVid.Realtime.Core). Deviation: none in the formula; the B-spline of a
//           column is evaluated along x once per row of cells and reused for every pixel between two rows of cells,
//           which changes only the order of the float32 sums.
//           A NaN in the fields makes the pixels that it reaches transparent.
// CPU twin  CpuStickerCompositor

#include "../inc/cubic.glsl"
#include "../inc/pixel.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 20) const uint ROWS_PER_INVOCATION = 32;

layout(set = 0, binding = 0) uniform textureBuffer still;
layout(set = 0, binding = 1) uniform textureBuffer fields;
layout(set = 0, binding = 2, std430) writeonly buffer Frame { uint frame[]; };

layout(push_constant, std430) uniform Parameters
{
    uint frame_size;
    uint warp_size;
    uint paint_size;
    uint still_width;
    uint still_height;
    float source_pixels_per_canvas;
    float offset_x;
    float offset_y;
};

// Positions beyond this many pixels outside the still read the same transparent border; clamping here also keeps the
// conversion to int defined for any finite or infinite flow.
const float BORDER_REACH = 4.0;

struct Channels
{
    vec4 v0123;
    float v4;
};

// One field of five channels, seen from one column of output pixels: four consecutive rows of cells, each already
// evaluated along x.
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

vec4 still_row(int row, ivec4 columns, vec4 weights)
{
    int at = (clamp(row, -1, int(still_height)) + 1) * (int(still_width) + 2);
    return weights.x * texelFetch(still, at + columns.x)
        + weights.y * texelFetch(still, at + columns.y)
        + weights.z * texelFetch(still, at + columns.z)
        + weights.w * texelFetch(still, at + columns.w);
}

// The still at a position in source pixels (centres at +0.5), Catmull-Rom, not yet clamped.
vec4 sample_still(vec2 position)
{
    vec2 p = position - 0.5;
    // A position that is not a number fails both comparisons and lands outside, where the still is transparent.
    p.x = p.x > -BORDER_REACH ? min(p.x, float(still_width) + BORDER_REACH) : -BORDER_REACH;
    p.y = p.y > -BORDER_REACH ? min(p.y, float(still_height) + BORDER_REACH) : -BORDER_REACH;
    vec2 cell = floor(p);
    vec4 wx = catmull_rom_weights(p.x - cell.x);
    vec4 wy = catmull_rom_weights(p.y - cell.y);
    ivec4 columns = clamp(int(cell.x) + ivec4(-1, 0, 1, 2), -1, int(still_width)) + 1;
    int row = int(cell.y);
    return wy.x * still_row(row - 1, columns, wx)
        + wy.y * still_row(row, columns, wx)
        + wy.z * still_row(row + 1, columns, wx)
        + wy.w * still_row(row + 2, columns, wx);
}

vec4 compose(vec2 canvas, Channels warp, Channels paint)
{
    vec2 position = (canvas + warp.v0123.xy) * source_pixels_per_canvas - vec2(offset_x, offset_y);
    vec4 sampled = sample_still(position);
    float alpha = clamp(sampled.a, 0.0, 1.0);
    vec3 gain = vec3(warp.v0123.zw, warp.v4);
    vec4 moved = vec4(clamp(gain * sampled.rgb, 0.0, alpha), alpha);
    float mask = paint.v0123.x;
    vec4 painted = vec4(paint.v0123.yzw, paint.v4);
    return (1.0 - mask) * moved + mask * painted;
}

int cell_row(float canvas_y, uint size)
{
    return int(floor(canvas_y * float(size) - 0.5));
}

void main()
{
    uint x = gl_GlobalInvocationID.x;
    uint y = gl_WorkGroupID.y * ROWS_PER_INVOCATION;
    if (x >= frame_size || y >= frame_size)
    {
        return;
    }

    uint y_end = min(y + ROWS_PER_INVOCATION, frame_size);
    vec2 canvas = (vec2(x, y) + 0.5) / float(frame_size);
    int warp_row = cell_row(canvas.y, warp_size);
    int paint_row = cell_row(canvas.y, paint_size);
    Column warp = open_column(0, int(warp_size), canvas.x, warp_row);
    Column paint = open_column(int(5 * warp_size * warp_size), int(paint_size), canvas.x, paint_row);

    // Outer loop: stretches of rows that lie between the same rows of cells in both fields. The loop over pixels tests at
    // its end because a software rasteriser runs a body once more, masked out, when the loop tests at its head.
    do
    {
        advance(warp, warp_row);
        advance(paint, paint_row);
        int next_warp_row;
        int next_paint_row;
        do
        {
            float tw = canvas.y * float(warp_size) - 0.5 - float(warp_row);
            float tp = canvas.y * float(paint_size) - 0.5 - float(paint_row);
            vec4 c = compose(canvas, along_y(warp, tw), along_y(paint, tp));
            frame[y * frame_size + x] = pack_rgba8(c);
            y++;
            canvas.y = (float(y) + 0.5) / float(frame_size);
            next_warp_row = cell_row(canvas.y, warp_size);
            next_paint_row = cell_row(canvas.y, paint_size);
        }
        while (y < y_end && next_warp_row == warp_row && next_paint_row == paint_row);
        warp_row = next_warp_row;
        paint_row = next_paint_row;
    }
    while (y < y_end);
}
