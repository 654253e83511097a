#version 460
#extension GL_GOOGLE_include_directive : require

// Purpose   Recolours Y'CbCr 4:2:0 pixels through a GradeLut.
// Inputs    planes: words of four samples: Y, then Cb and Cr in pairs (NV12) or one after the other (I420), rows padded to eight pixels.
//           lut, dither, mask: inc/grade_lut.glsl; the mask's rows are packed.
// Output    graded: the same arrangement in the target's layout.
// Source    YuvGrader (EmoVid.Realtime.Core): chroma is replicated on the way in and averaged over its block on the way out.
// CPU twin  CpuSceneGrader, within one code.
//
// An invocation takes eight columns of two rows: whole words of every plane, so that no two write the same word.

#include "../inc/grade_lut.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 20) const uint PAIRS_PER_INVOCATION = 4;
layout(constant_id = 21) const bool SOURCE_IN_PAIRS = true;
layout(constant_id = 22) const bool TARGET_IN_PAIRS = true;
layout(constant_id = 23) const bool MASKED = false;
// Whether range and matrix are the same on both sides, so that samples can be copied.
layout(constant_id = 24) const bool SAME_LAYOUT = true;

layout(set = 0, binding = 0) uniform utextureBuffer planes;
layout(set = 0, binding = 4, std430) writeonly buffer Graded { uint graded[]; };

layout(push_constant, std430) uniform Parameters
{
    uint width;
    uint rows;
    uint first_row;
    uint dithers;
    uint kept_left;
    uint kept_top;
    uint kept_right;
    uint kept_bottom;
    // YuvFactors of the source: positions a code.
    float source_offset;
    float source_scale;
    float red_v;
    float green_u;
    float green_v;
    float blue_u;
    // YuvFactors of the target: codes above black a value, and of blue, red and luma in chroma.
    float target_offset;
    float luma_red;
    float luma_green;
    float luma_blue;
    float cb_blue;
    float cb_luma;
    float cr_red;
    float cr_luma;
};

const uint COLUMNS = 8;

struct Chroma
{
    uvec4 u;
    uvec4 v;
};

uvec4 bytes_of(uint word)
{
    return (uvec4(word) >> uvec4(0, 8, 16, 24)) & 255u;
}

uint word_of(uvec4 bytes)
{
    return bytes.x | bytes.y << 8 | bytes.z << 16 | bytes.w << 24;
}

uint luma_pitch() { return (width + COLUMNS - 1) / COLUMNS * 2; }

uint chroma_rows() { return (rows + 1) / 2; }

// Words of the luma plane; the chroma of both layouts takes half as many.
uint chroma_start() { return luma_pitch() * rows; }

uint second_chroma_start() { return chroma_start() + luma_pitch() / 2 * chroma_rows(); }

Chroma read_chroma(uint block, uint pair)
{
    Chroma chroma;
    if (SOURCE_IN_PAIRS)
    {
        uint at = chroma_start() + pair * luma_pitch() + 2 * block;
        uvec4 left = bytes_of(texelFetch(planes, int(at)).r);
        uvec4 right = bytes_of(texelFetch(planes, int(at + 1)).r);
        chroma.u = uvec4(left.xz, right.xz);
        chroma.v = uvec4(left.yw, right.yw);
    }
    else
    {
        uint at = pair * luma_pitch() / 2 + block;
        chroma.u = bytes_of(texelFetch(planes, int(chroma_start() + at)).r);
        chroma.v = bytes_of(texelFetch(planes, int(second_chroma_start() + at)).r);
    }

    return chroma;
}

uint code_of(float value, uint x, uint y)
{
    float threshold = float(threshold_at(dithers != 0u, x, y)) / float(1 << CODE_BITS);
    // A hair is added so that whole codes stay whole under the smallest threshold.
    return uint(clamp(value + threshold + 1e-4, 0.0, 255.0));
}

float luma_of(vec3 value)
{
    return luma_red * value.r + luma_green * value.g + luma_blue * value.b;
}

void grade(uint block, uint pair)
{
    Chroma source = read_chroma(block, pair);
    uint row_count = min(2u, rows - 2 * pair);
    // Of each chroma sample: the sum of its pixels' values, how many there are, and whether the grade has a part in any.
    vec3 sums[4] = vec3[4](vec3(0.0), vec3(0.0), vec3(0.0), vec3(0.0));
    vec4 counts = vec4(0.0);
    bvec4 touched = bvec4(false);
    for (uint i = 0; i < row_count; i++)
    {
        uint row = 2 * pair + i;
        uint at = row * luma_pitch() + 2 * block;
        uvec2 words = uvec2(texelFetch(planes, int(at)).r, texelFetch(planes, int(at + 1)).r);
        uvec2 written = uvec2(0);
        for (uint column = 0; column < COLUMNS; column++)
        {
            uint x = block * COLUMNS + column;
            uint sample_index = column >> 1;
            uint luma = (words[column >> 2] >> ((column & 3u) * 8)) & 255u;
            if (x < width)
            {
                float u = float(source.u[sample_index]) - 128.0, v = float(source.v[sample_index]) - 128.0;
                float light = (float(luma) - source_offset) * source_scale;
                vec3 colour = light + vec3(red_v * v, green_u * u + green_v * v, blue_u * u) + 0.5;
                ivec3 position = ivec3(clamp(colour, vec3(0.0), vec3(32768.0)));
                uint y = first_row + row;
                bool kept = x >= kept_left && x < kept_right && y >= kept_top && y < kept_bottom;
                int coverage = kept ? 0 : MASKED ? int(texelFetch(mask, int(row * width + x)).r) : 255;
                vec3 value = vec3(blended(graded_value(position), position, coverage));
                sums[sample_index] += value;
                counts[sample_index] += 1.0;
                bool copies = SAME_LAYOUT && coverage == 0;
                touched[sample_index] = touched[sample_index] || !copies;
                luma = copies ? luma : code_of(target_offset + luma_of(value), x, y);
            }

            written[column >> 2] |= luma << ((column & 3u) * 8);
        }

        graded[at] = written.x;
        graded[at + 1] = written.y;
    }

    uvec4 u = source.u, v = source.v;
    for (uint i = 0; i < 4; i++)
    {
        uint x = block * 4 + i;
        if (touched[i])
        {
            vec3 value = sums[i] / counts[i];
            float light = luma_of(value);
            // Thresholds of another part of the tile, so that luma and chroma do not round in step.
            uint y = first_row / 2 + pair;
            u[i] = code_of(128.0 + cb_blue * value.b + cb_luma * light, x, y + 32u);
            v[i] = code_of(128.0 + cr_red * value.r + cr_luma * light, x + 32u, y);
        }
    }

    if (TARGET_IN_PAIRS)
    {
        uint at = chroma_start() + pair * luma_pitch() + 2 * block;
        graded[at] = word_of(uvec4(u.x, v.x, u.y, v.y));
        graded[at + 1] = word_of(uvec4(u.z, v.z, u.w, v.w));
    }
    else
    {
        uint at = pair * luma_pitch() / 2 + block;
        graded[chroma_start() + at] = word_of(u);
        graded[second_chroma_start() + at] = word_of(v);
    }
}

void main()
{
    uint block = gl_GlobalInvocationID.x;
    if (block >= luma_pitch() / 2)
    {
        return;
    }

    uint top = gl_WorkGroupID.y * PAIRS_PER_INVOCATION;
    uint bottom = min(top + PAIRS_PER_INVOCATION, chroma_rows());
    for (uint pair = top; pair < bottom; pair++)
    {
        grade(block, pair);
    }
}
