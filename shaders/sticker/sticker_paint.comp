#version 460
#extension GL_GOOGLE_include_directive : require

// Purpose   First pass of the sticker compositor: tints the still and lays the paint over it in a region of the still's own pixels. What
//           lies in the region and is neither is the still.
// Inputs    still: premultiplied sRGB-encoded RGBA8 on the raster, rows packed. fields: float32; the last five channels of the warp
//           field, which end with the tint, from tint_base on, the paint field [5, n, n] from paint_base on.
// Output    painted: the raster's pixels as four floats.
// Source    The definition in MotionFields (EmoVid.Realtime.Core): tinted = clamp(tint · still, 0, alpha); painted = (1 - mask) ·
//           tinted + mask · paint where mask > 0; both on the canvas only. Deviation: none. A tint that is no number makes 0.
// CPU twin  StillPainter

layout(local_size_x_id = 0) in;
layout(constant_id = 20) const uint ROWS_PER_INVOCATION = 32;
// Without it the tint is 1 everywhere, and not read.
layout(constant_id = 21) const bool TINTED = false;

layout(set = 0, binding = 0) uniform textureBuffer still;
layout(set = 0, binding = 1) uniform textureBuffer fields;
layout(set = 0, binding = 2, std430) writeonly buffer Painted { vec4 painted[]; };

#include "../inc/field_column.glsl"

// The region is in pixels of the raster with its border; the origin is the centre of the raster's pixel 0, in pixels from the canvas's
// edge.
layout(push_constant, std430) uniform Parameters
{
    uint raster_stride;
    uint region_left;
    uint region_top;
    uint region_right;
    uint region_bottom;
    uint paint_base;
    uint paint_size;
    uint tint_base;
    uint tint_size;
    float pixels_per_canvas;
    float origin_x;
    float origin_y;
};

vec4 tinted(vec4 color, Channels c)
{
    vec3 rgb = vec3(c.v0123.zw, c.v4) * color.rgb;
    return vec4(mix(vec3(0.0), min(rgb, color.aaa), greaterThan(rgb, vec3(0.0))), color.a);
}

void main()
{
    uint x = region_left + gl_GlobalInvocationID.x;
    uint y = region_top + gl_WorkGroupID.y * ROWS_PER_INVOCATION;
    if (x >= region_right || y >= region_bottom)
    {
        return;
    }

    uint y_end = min(y + ROWS_PER_INVOCATION, region_bottom);
    vec2 canvas = (vec2(x, y) + vec2(origin_x, origin_y)) / pixels_per_canvas;
    bool in_columns = canvas.x >= 0.0 && canvas.x < 1.0;
    int row = cell_row(canvas.y, paint_size);
    int tint_row = cell_row(canvas.y, tint_size);
    Column paint = open_column(int(paint_base), int(paint_size), canvas.x, row);
    Column tint = open_column(int(tint_base), int(tint_size), canvas.x, tint_row);

    // Outer loop: stretches of pixels between the same rows of cells, of both fields. Both test at their end because a software rasteriser runs a body
    // once more, masked out, when a loop tests at its head.
    do
    {
        advance(paint, row);
        if (TINTED)
        {
            advance(tint, tint_row);
        }

        int next_row;
        int next_tint_row = tint_row;
        do
        {
            Channels c = along_y(paint, canvas.y * float(paint_size) - 0.5 - float(row));
            int at = int(y * raster_stride + x);
            vec4 color = texelFetch(still, at);
            float mask = c.v0123.x;
            bool on_canvas = in_columns && canvas.y >= 0.0 && canvas.y < 1.0;
            if (TINTED && on_canvas)
            {
                color = tinted(color, along_y(tint, canvas.y * float(tint_size) - 0.5 - float(tint_row)));
            }

            if (mask > 0.0 && on_canvas)
            {
                color = (1.0 - mask) * color + mask * vec4(c.v0123.yzw, c.v4);
            }

            painted[at] = color;
            y++;
            canvas.y = (float(y) + origin_y) / pixels_per_canvas;
            next_row = cell_row(canvas.y, paint_size);
            if (TINTED)
            {
                next_tint_row = cell_row(canvas.y, tint_size);
            }
        }
        while (y < y_end && next_row == row && next_tint_row == tint_row);
        row = next_row;
        tint_row = next_tint_row;
    }
    while (y < y_end);
}
