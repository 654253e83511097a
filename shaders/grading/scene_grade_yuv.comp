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

// A chroma sample and its two by two pixels.
struct Block
{
    // Codes of the upper and of the lower row, eight bits a pixel.
    uint upper;
    uint lower;
    uint u;
    uint v;
};

// The sum of the graded values of a sample's pixels, how many lie in the frame, and whether the grade has a part in any.
struct Mean
{
    vec3 sum;
    float count;
    bool touched;
};

uint grade_luma(uint luma, vec3 chroma, uint x, uint row, inout Mean mean)
{
    float light = (float(luma) - source_offset) * source_scale;
    ivec3 position = ivec3(clamp(light + chroma, vec3(0.0), vec3(32768.0)));
    uint y = first_row + row;
    bool inside = x < width && row < rows;
    bool kept = x >= kept_left && x < kept_right && y >= kept_top && y < kept_bottom;
    int coverage = kept ? 0 : 255;
    if (MASKED)
    {
        coverage = kept ? 0 : int(texelFetch(mask, int(min(row, rows - 1) * width + min(x, width - 1))).r);
    }

    vec3 value = vec3(blended(graded_value(position), position, coverage));
    bool copies = !inside || (SAME_LAYOUT && coverage == 0);
    mean.sum += inside ? value : vec3(0.0);
    mean.count += inside ? 1.0 : 0.0;
    mean.touched = mean.touched || !copies;
    return copies ? luma : code_of(target_offset + luma_of(value), x, y);
}

Block grade_block(Block source, uint x, uint row)
{
    float u = float(source.u) - 128.0, v = float(source.v) - 128.0;
    vec3 chroma = vec3(red_v * v, green_u * u + green_v * v, blue_u * u) + 0.5;
    Mean mean = Mean(vec3(0.0), 0.0, false);
    Block graded_block;
    graded_block.upper = grade_luma(source.upper & 255u, chroma, x, row, mean);
    graded_block.upper |= grade_luma(source.upper >> 8, chroma, x + 1, row, mean) << 8;
    graded_block.lower = grade_luma(source.lower & 255u, chroma, x, row + 1, mean);
    graded_block.lower |= grade_luma(source.lower >> 8, chroma, x + 1, row + 1, mean) << 8;
    vec3 value = mean.sum / max(mean.count, 1.0);
    float light = luma_of(value);
    // Thresholds of another part of the tile, so that luma and chroma do not round in step.
    uint sample_x = x / 2, sample_y = (first_row + row) / 2;
    uint u_code = code_of(128.0 + cb_blue * value.b + cb_luma * light, sample_x, sample_y + 32u);
    uint v_code = code_of(128.0 + cr_red * value.r + cr_luma * light, sample_x + 32u, sample_y);
    graded_block.u = mean.touched ? u_code : source.u;
    graded_block.v = mean.touched ? v_code : source.v;
    return graded_block;
}

void grade(uint block, uint pair)
{
    Chroma source = read_chroma(block, pair);
    uint row = 2 * pair, x = block * COLUMNS;
    uint at = row * luma_pitch() + 2 * block;
    // Of a frame of odd height the last row stands for its second, too.
    uint next = at + (row + 1 < rows ? luma_pitch() : 0);
    uvec2 upper = uvec2(texelFetch(planes, int(at)).r, texelFetch(planes, int(at + 1)).r);
    uvec2 lower = uvec2(texelFetch(planes, int(next)).r, texelFetch(planes, int(next + 1)).r);
    Block a = grade_block(Block(upper.x & 0xFFFFu, lower.x & 0xFFFFu, source.u.x, source.v.x), x, row);
    Block b = grade_block(Block(upper.x >> 16, lower.x >> 16, source.u.y, source.v.y), x + 2, row);
    Block c = grade_block(Block(upper.y & 0xFFFFu, lower.y & 0xFFFFu, source.u.z, source.v.z), x + 4, row);
    Block d = grade_block(Block(upper.y >> 16, lower.y >> 16, source.u.w, source.v.w), x + 6, row);
    graded[at] = a.upper | b.upper << 16;
    graded[at + 1] = c.upper | d.upper << 16;
    if (row + 1 < rows)
    {
        graded[next] = a.lower | b.lower << 16;
        graded[next + 1] = c.lower | d.lower << 16;
    }

    if (TARGET_IN_PAIRS)
    {
        uint chroma_at = chroma_start() + pair * luma_pitch() + 2 * block;
        graded[chroma_at] = word_of(uvec4(a.u, a.v, b.u, b.v));
        graded[chroma_at + 1] = word_of(uvec4(c.u, c.v, d.u, d.v));
    }
    else
    {
        uint chroma_at = pair * luma_pitch() / 2 + block;
        graded[chroma_start() + chroma_at] = word_of(uvec4(a.u, b.u, c.u, d.u));
        graded[second_chroma_start() + chroma_at] = word_of(uvec4(a.v, b.v, c.v, d.v));
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
