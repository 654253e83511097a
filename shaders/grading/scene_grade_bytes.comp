#version 460
#extension GL_GOOGLE_include_directive : require

// Purpose   Recolours 8-bit sRGB pixels, opaque or straight, whose layout stays: the common frame.
// Inputs    frame: rows padded to quads of four pixels, a texel a quad. lut, dither: inc/grade_lut.glsl.
// Output    graded: the same layout.
// Source    CpuLutKernel, LutRounding (EmoVid.Realtime.Core).
// CPU twin  CpuSceneGrader, equal to the bit.
//
// An invocation takes a quad of some rows. On lavapipe (Mesa 22.3.6, LLVM 15) that takes half the time of a pixel a turn. What is stored there comes
// out of a choice (kept or graded): arithmetic alone its compiler would move into the loop that stores lane by lane, one scalar at a time.

#include "../inc/grade_lut.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 20) const uint ROWS_PER_INVOCATION = 4;
// Whether blue comes first.
layout(constant_id = 21) const bool BGRA = false;

layout(set = 0, binding = 0) uniform utextureBuffer frame;
layout(set = 0, binding = 4, std430) writeonly buffer Graded { uvec4 graded[]; };

layout(push_constant, std430) uniform Parameters
{
    uint width;
    uint rows;
    // Of the frame, where these rows begin.
    uint first_row;
    uint dithers;
    // Pixels that stay as they are.
    uint kept_left;
    uint kept_top;
    uint kept_right;
    uint kept_bottom;
};

uint graded_word(uint word, int threshold)
{
    uint low = word & 255u, middle = (word >> 8) & 255u, high = (word >> 16) & 255u;
    ivec3 code = ivec3(BGRA ? high : low, middle, BGRA ? low : high);
    uvec3 result = uvec3(graded_sum((code * 257 + 1) >> 1) + threshold) >> CODE_BITS;
    return (BGRA ? result.b : result.r) | result.g << 8 | (BGRA ? result.r : result.b) << 16 | (word & 0xFF000000u);
}

uvec4 graded_quad(uvec4 words, uint levels)
{
    int rounding = dithers != 0u ? 1 << (CODE_BITS - 9) : 0;
    ivec4 threshold = ivec4((uvec4(levels) >> uvec4(0, 8, 16, 24)) & 255u) * (1 << (CODE_BITS - 8)) + rounding;
    return uvec4(
        graded_word(words.x, threshold.x), graded_word(words.y, threshold.y),
        graded_word(words.z, threshold.z), graded_word(words.w, threshold.w));
}

void main()
{
    uint quads = (width + 3) / 4;
    uint quad = gl_GlobalInvocationID.x;
    uint row = gl_WorkGroupID.y * ROWS_PER_INVOCATION;
    uint bottom = min(row + ROWS_PER_INVOCATION, rows);
    if (quad >= quads)
    {
        return;
    }

    uvec4 column = uvec4(4 * quad) + uvec4(0, 1, 2, 3);
    bvec4 kept_columns = bvec4(uvec4(greaterThanEqual(column, uvec4(kept_left))) & uvec4(lessThan(column, uvec4(kept_right))));
    uint at = row * quads + quad;
    do
    {
        uint y = first_row + row;
        uvec4 words = texelFetch(frame, int(at));
        // The level that rounds to the nearest is 128 without its half.
        uvec4 result = graded_quad(words, dithers != 0u ? levels_at(4 * quad, y) : 0x80808080u);
        bool kept_row = y >= kept_top && y < kept_bottom;
        graded[at] = mix(result, words, bvec4(uvec4(kept_columns) & uvec4(kept_row)));
        at += quads;
    }
    while (++row < bottom);
}
