#version 460
#extension GL_GOOGLE_include_directive : require

// Purpose   Interpolates the fields of one instant from those of two others, before the passes of the sticker compositor read them.
// Inputs    from, to: words as PackedMotion lays them out: the warp's floats, then the paint of a box of cells in twelve bits a colour and
//           sixteen a mask.
// Output    fields: float32; the warp field [8, n, n], then the paint field [5, n, n], of which a region is written: the box that both
//           inputs hold, and nothing painted around it.
// Source    MotionBlend (EmoVid.Realtime.Core): from + amount · (to - from). Deviation: none.
// CPU twin  MotionBlend.CopyTo

layout(local_size_x_id = 0) in;
layout(constant_id = 20) const uint ROWS_PER_INVOCATION = 32;

layout(set = 0, binding = 0, std430) readonly buffer From { uint from[]; };
layout(set = 0, binding = 1, std430) readonly buffer To { uint to[]; };
layout(set = 0, binding = 2, std430) writeonly buffer Fields { float fields[]; };

// The region to write and the box in it are in cells of the paint field. Of an input's box only what places a cell in its words: where its first cell would stand if
// the box began at the field's corner, cells a row, and cells in all.
layout(push_constant, std430) uniform Parameters
{
    uint warp_size;
    uint paint_size;
    uint region_left;
    uint region_top;
    uint region_right;
    uint region_bottom;
    uint box_left;
    uint box_top;
    uint box_right;
    uint box_bottom;
    int from_origin;
    uint from_stride;
    uint from_cells;
    int to_origin;
    uint to_stride;
    uint to_cells;
    float amount;
};

const uint WARP_CHANNELS = 8;

vec4 color_of(uint lower, uint upper)
{
    return vec4(lower & 0xfffu, lower >> 12 & 0xfffu, lower >> 24 | (upper & 0xfu) << 8, upper >> 4 & 0xfffu) * (1.0 / 4095.0);
}

float mask_of(uint upper)
{
    return float(upper >> 16) * (1.0 / 65535.0);
}

void blend_warp()
{
    uint x = gl_GlobalInvocationID.x;
    uint y = gl_WorkGroupID.y * ROWS_PER_INVOCATION;
    uint rows = WARP_CHANNELS * warp_size;
    if (x >= warp_size || y >= rows)
    {
        return;
    }

    uint y_end = min(y + ROWS_PER_INVOCATION, rows);
    do
    {
        uint at = y * warp_size + x;
        fields[at] = mix(uintBitsToFloat(from[at]), uintBitsToFloat(to[at]), amount);
        y++;
    }
    while (y < y_end);
}

void blend_paint()
{
    uint x = region_left + gl_GlobalInvocationID.x;
    uint y = region_top + gl_WorkGroupID.y * ROWS_PER_INVOCATION;
    if (x >= region_right || y >= region_bottom)
    {
        return;
    }

    uint y_end = min(y + ROWS_PER_INVOCATION, region_bottom);
    uint plane = paint_size * paint_size;
    uint base = WARP_CHANNELS * warp_size * warp_size;
    bool in_columns = x >= box_left && x < box_right;
    do
    {
        // Outside the box the inputs are read at its first cell, or where no box is behind the warp: words that are there, and nothing comes of them.
        bool in_box = in_columns && y >= box_top && y < box_bottom;
        uint column = in_box ? x : box_left;
        uint row = in_box ? y : box_top;
        uint a = uint(from_origin + int(row * from_stride + column));
        uint b = uint(to_origin + int(row * to_stride + column));
        uint a_upper = from[a + from_cells];
        uint b_upper = to[b + to_cells];
        vec4 color = mix(color_of(from[a], a_upper), color_of(to[b], b_upper), amount);
        uint at = base + y * paint_size + x;
        fields[at] = in_box ? mix(mask_of(a_upper), mask_of(b_upper), amount) : 0.0;
        fields[at + plane] = color.r;
        fields[at + 2 * plane] = color.g;
        fields[at + 3 * plane] = color.b;
        fields[at + 4 * plane] = color.a;
        y++;
    }
    while (y < y_end);
}

void main()
{
    if (gl_WorkGroupID.z == 0)
    {
        blend_warp();
    }
    else
    {
        blend_paint();
    }
}
