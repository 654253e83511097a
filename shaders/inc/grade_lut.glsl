#ifndef EMOVID_GRADE_LUT_GLSL
#define EMOVID_GRADE_LUT_GLSL

// Tetrahedral interpolation in a GradeLut, and the mask and dither that every grading pass shares. All in integers, so that a pass agrees with
// CpuLutKernel (EmoVid.Realtime.Core) to the bit.
// Source    S. Guthe, W. Kasson, W. Plouffe, J. Hafner, "Tetrahedral interpolation for color conversion", Proc. SPIE 1909, 1993.

// As GradeLutTexels writes them: each entry of four 16-bit integers, red fastest, and beside it the entry across its cell, so that the two ends of
// every tetrahedron are one texel.
layout(set = 0, binding = 1) uniform utextureBuffer lut;
// DitherPattern: 64 rows of 64 levels, four to a word.
layout(set = 0, binding = 2) uniform utextureBuffer dither;
// Coverage, one byte a pixel.
layout(set = 0, binding = 3) uniform utextureBuffer mask;

const int LUT_SIZE = 33;
const int LUT_ONE = 32640;
const int FRACTION_BITS = 10;
const int FRACTION_ONE = 1 << FRACTION_BITS;
const int CODE_BITS = 17;
const int GREEN_STRIDE = LUT_SIZE;
const int BLUE_STRIDE = LUT_SIZE * LUT_SIZE;
const int LAST_CORNER = 1 + GREEN_STRIDE + BLUE_STRIDE;

ivec3 entry_of(uvec2 words)
{
    return ivec3(words.x & 0xFFFFu, words.x >> 16, words.y);
}

// The graded colour in 1024ths of the table's unit, of positions 0 to 32768.
ivec3 graded_sum(ivec3 position)
{
    ivec3 cell = min(position >> FRACTION_BITS, LUT_SIZE - 2);
    ivec3 fraction = position - (cell << FRACTION_BITS);
    int most = max(fraction.r, max(fraction.g, fraction.b));
    int least = min(fraction.r, min(fraction.g, fraction.b));
    int middle = fraction.r + fraction.g + fraction.b - most - least;
    int along = most == fraction.r ? 1 : most == fraction.g ? GREEN_STRIDE : BLUE_STRIDE;
    int back = least == fraction.b ? BLUE_STRIDE : least == fraction.g ? GREEN_STRIDE : 1;
    int first = cell.r + GREEN_STRIDE * cell.g + BLUE_STRIDE * cell.b;
    uvec4 ends = texelFetch(lut, first);
    return entry_of(ends.xy) * (FRACTION_ONE - most) + entry_of(ends.zw) * least
        + entry_of(texelFetch(lut, first + along).xy) * (most - middle)
        + entry_of(texelFetch(lut, first + LAST_CORNER - back).xy) * (middle - least);
}

ivec3 graded_value(ivec3 position)
{
    return (graded_sum(position) + 512) >> FRACTION_BITS;
}

// GradeBlock.Blend: graded values over original ones.
ivec3 blended(ivec3 value, ivec3 position, int coverage)
{
    ivec3 original = (position * 255 + 128) >> 8;
    ivec3 difference = value - original;
    ivec3 rounding = mix(ivec3(-127), ivec3(127), greaterThanEqual(difference, ivec3(0)));
    return coverage == 255 ? value : original + (difference * coverage + rounding) / 255;
}

// The levels of four neighbours, the first at a column that is a multiple of 4.
uint levels_at(uint x, uint y)
{
    return texelFetch(dither, int((y & 63u) * 16u + ((x & 63u) >> 2))).r;
}

// LutRounding.Threshold in 2^-17 codes.
int threshold_at(bool dithers, uint x, uint y)
{
    uint level = (levels_at(x, y) >> ((x & 3u) * 8u)) & 255u;
    return dithers ? (2 * int(level) + 1) << (CODE_BITS - 9) : 1 << (CODE_BITS - 1);
}

#endif
