#version 460
#extension GL_GOOGLE_include_directive : require

// Purpose   Second pass of the sticker compositor: moves the painted still by one instant's backward flow and scales its colours.
// Inputs    still: premultiplied sRGB-encoded RGBA on the raster, with a border of one transparent pixel on every side, rows packed:
//           RGBA8 from StillResampler, or floats from sticker_paint. fields: float32; the warp field [8, n, n] comes first, of which the tint is not read.
// Output    frame: premultiplied sRGB-encoded RGBA8, quantised with floor(x * 255 + 0.5), rows packed.
// Source    The definition in MotionFields (EmoVid.Realtime.Core). Deviation: none in the formula; the order of the float32 sums is that
//           of field_column.glsl. A NaN in the fields makes the pixels that it reaches transparent.
// CPU twin  CpuStickerCompositor

#include "../inc/pixel.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 20) const uint ROWS_PER_INVOCATION = 32;

layout(set = 0, binding = 0) uniform textureBuffer still;
layout(set = 0, binding = 1) uniform textureBuffer fields;
layout(set = 0, binding = 2, std430) writeonly buffer Frame { uint frame[]; };

#include "../inc/field_column.glsl"

// The raster's sides are without its border; margins count its columns and rows before the still's first.
layout(push_constant, std430) uniform Parameters
{
    uint frame_size;
    uint warp_size;
    uint raster_width;
    uint raster_height;
    uint margin_left;
    uint margin_top;
    float source_pixels_per_canvas;
    float offset_x;
    float offset_y;
};

// Positions beyond this many pixels outside the still read the same transparent border; clamping here also keeps the
// conversion to int defined for any finite or infinite flow.
const float BORDER_REACH = 4.0;

vec4 still_row(int row, ivec4 columns, vec4 weights)
{
    int at = (clamp(row, -1, int(raster_height)) + 1) * (int(raster_width) + 2);
    return weights.x * texelFetch(still, at + columns.x)
        + weights.y * texelFetch(still, at + columns.y)
        + weights.z * texelFetch(still, at + columns.z)
        + weights.w * texelFetch(still, at + columns.w);
}

// The still at a position in source pixels (centres at +0.5), Catmull-Rom, not yet clamped.
vec4 sample_still(vec2 position)
{
    vec2 p = position - 0.5;
    vec2 margin = vec2(margin_left, margin_top);
    vec2 low = -BORDER_REACH - margin;
    vec2 high = vec2(raster_width, raster_height) - margin + BORDER_REACH;
    // A position that is not a number fails both comparisons and lands outside, where the still is transparent.
    p.x = p.x > low.x ? min(p.x, high.x) : low.x;
    p.y = p.y > low.y ? min(p.y, high.y) : low.y;
    vec2 cell = floor(p);
    vec4 wx = catmull_rom_weights(p.x - cell.x);
    vec4 wy = catmull_rom_weights(p.y - cell.y);
    ivec4 columns = clamp(int(cell.x) + int(margin_left) + ivec4(-1, 0, 1, 2), -1, int(raster_width)) + 1;
    int row = int(cell.y) + int(margin_top);
    return wy.x * still_row(row - 1, columns, wx)
        + wy.y * still_row(row, columns, wx)
        + wy.z * still_row(row + 1, columns, wx)
        + wy.w * still_row(row + 2, columns, wx);
}

vec4 compose(vec2 canvas, Channels warp)
{
    vec2 position = (canvas + warp.v0123.xy) * source_pixels_per_canvas - vec2(offset_x, offset_y);
    vec4 sampled = sample_still(position);
    float alpha = clamp(sampled.a, 0.0, 1.0);
    vec3 gain = vec3(warp.v0123.zw, warp.v4);
    return vec4(clamp(gain * sampled.rgb, 0.0, alpha), alpha);
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
    int row = cell_row(canvas.y, warp_size);
    Column warp = open_column(0, int(warp_size), canvas.x, row);

    // Outer loop: stretches of pixels between the same rows of cells. Both test at their end because a software rasteriser runs a body
    // once more, masked out, when a loop tests at its head.
    do
    {
        advance(warp, row);
        int next_row;
        do
        {
            float t = canvas.y * float(warp_size) - 0.5 - float(row);
            frame[y * frame_size + x] = pack_rgba8(compose(canvas, along_y(warp, t)));
            y++;
            canvas.y = (float(y) + 0.5) / float(frame_size);
            next_row = cell_row(canvas.y, warp_size);
        }
        while (y < y_end && next_row == row);
        row = next_row;
    }
    while (y < y_end);
}
