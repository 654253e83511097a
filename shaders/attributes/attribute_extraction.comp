#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require

<<<<<<< HEAD
// Purpose   The exact integer sums of AttributeSums over one stretch of pixels.
// Inputs    pixels: sRGB-encoded RGBA8 or BGRA8 in memory order, packed, opaque, straight or premultiplied.
// Output    partials: for each workgroup 9 sums of 3 words: the sums of bits 0-15, of bits 16-31 and of bits 32-63 (modulo
//           2^32) of its invocations' 64-bit sums. Cleared by the host before the dispatch. Sums of an opaque frame are
//           unweighted: the host multiplies them by 255.
// Source    AttributeScale (EmoVid.Realtime.Core), quotients in float32.
// CPU twin  CpuAttributeMeter

#include "../inc/attributes.glsl"
#include "../inc/wide.glsl"

layout(local_size_x_id = 0) in;
// Both are multiples of PIXELS_PER_STEP.
layout(constant_id = 20) const uint PIXELS_PER_INVOCATION = 64;
layout(constant_id = 21) const uint PIXELS_PER_PARTIAL_SUM = 64;
layout(constant_id = 22) const bool WEIGHTED = false;
layout(constant_id = 23) const bool PREMULTIPLIED = false;

layout(set = 0, binding = 0) uniform utextureBuffer pixels;
layout(set = 0, binding = 1, std430) buffer Partials { uint partials[]; };

layout(push_constant, std430) uniform Parameters
{
    uint pixel_count;
    uint red_shift;
};

const uint PIXELS_PER_STEP = 4;
const uint SUM_COUNT = 9;
const uint WORDS_PER_SUM = 3;

// Every invocation of a workgroup comes here together.
void add_to_partials(uint index, uvec2 sum)
{
    uint low = subgroupAdd(sum.x & 0xFFFFu);
    uint middle = subgroupAdd(sum.x >> 16);
    uint high = subgroupAdd(sum.y);
    if (subgroupElect())
    {
        uint at = (gl_WorkGroupID.x * SUM_COUNT + index) * WORDS_PER_SUM;
        atomicAdd(partials[at], low);
        atomicAdd(partials[at + 1], middle);
        atomicAdd(partials[at + 2], high);
    }
}

void main()
{
    uvec2 weight_sum = uvec2(0), value_sum = uvec2(0), saturation_sum = uvec2(0), cos_sum = uvec2(0), sin_sum = uvec2(0);
    uvec2 red_green_sum = uvec2(0), yellow_blue_sum = uvec2(0), red_green_squares = uvec2(0), yellow_blue_squares = uvec2(0);

    uint first = gl_WorkGroupID.x * gl_WorkGroupSize.x * PIXELS_PER_INVOCATION + gl_LocalInvocationID.x;
    uint done = 0;
    do
    {
        uint weights = 0, values = 0, saturations = 0, red_green_2 = 0, yellow_blue_2 = 0;
        int cosines = 0, sines = 0, red_greens = 0, yellow_blues = 0;
        uint block_end = min(done + PIXELS_PER_PARTIAL_SUM, PIXELS_PER_INVOCATION);
        do
        {
            // Unrolled by the compiler: a sixth less time on lavapipe (Mesa 22.3.6, 2 cores).
            for (uint step = 0; step < PIXELS_PER_STEP; step++)
            {
                uint index = first + (done + step) * gl_WorkGroupSize.x;
                uint pixel = texelFetch(pixels, int(min(index, pixel_count - 1))).r;
                int alpha = int(pixel >> 24);
                // The last invocations run past the end: a pixel there is read again with the weight 0.
                int weight = index < pixel_count ? (WEIGHTED ? alpha : 1) : 0;
                ivec3 rgb = ivec3((uvec3(pixel) >> uvec3(red_shift, 8, 16 - red_shift)) & 255u);
                if (PREMULTIPLIED)
                {
                    rgb = unpremultiply(rgb, alpha);
                }

                int largest = max(rgb.r, max(rgb.g, rgb.b));
                int chroma = largest - min(rgb.r, min(rgb.g, rgb.b));
                ivec2 hue = hue_vector(rgb, largest, chroma);
                int red_green = rgb.r - rgb.g;
                int yellow_blue = rgb.r + rgb.g - 2 * rgb.b;
                weights += uint(weight);
                values += uint(weight * largest);
                saturations += uint(weight * rounded_quotient(chroma * 4096, largest));
                cosines += weight * hue.x;
                sines += weight * hue.y;
                red_greens += weight * red_green;
                yellow_blues += weight * yellow_blue;
                red_green_2 += uint(weight * red_green * red_green);
                yellow_blue_2 += uint(weight * yellow_blue * yellow_blue);
            }

            done += PIXELS_PER_STEP;
        }
        while (done < block_end);

        add_unsigned(weight_sum, weights);
        add_unsigned(value_sum, values);
        add_unsigned(saturation_sum, saturations);
        add_signed(cos_sum, cosines);
        add_signed(sin_sum, sines);
        add_signed(red_green_sum, red_greens);
        add_signed(yellow_blue_sum, yellow_blues);
        add_unsigned(red_green_squares, red_green_2);
        add_unsigned(yellow_blue_squares, yellow_blue_2);
    }
    while (done < PIXELS_PER_INVOCATION);

    add_to_partials(0, weight_sum);
    add_to_partials(1, value_sum);
    add_to_partials(2, saturation_sum);
    add_to_partials(3, cos_sum);
    add_to_partials(4, sin_sum);
    add_to_partials(5, red_green_sum);
    add_to_partials(6, yellow_blue_sum);
    add_to_partials(7, red_green_squares);
    add_to_partials(8, yellow_blue_squares);
}
=======
// Purpose   The exact integer sums and histograms of AttributeSums over one frame, and its luma plane; edges need the finished
//           plane of all workgroups, so they are a dispatch of their own (attribute_edges).
// Inputs    A frame in texel buffers, rows padded to quads of four pixels; mask; the luma plane of the frame before.
// Output    totals: added to, cleared by the host before; luma_plane. Sums of an unweighted frame lack the factor 255.
// Source    AttributeScale, PixelCodes, YuvCoefficients (EmoVid.Realtime.Core)
// CPU twin  CpuAttributeMeter

#define FRAME_IS_TEXELS
#include "../inc/attribute_pass.glsl"
>>>>>>> a5d3ea4 (wip)
