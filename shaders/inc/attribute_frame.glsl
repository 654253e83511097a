#ifndef EMOVID_ATTRIBUTE_FRAME_GLSL
#define EMOVID_ATTRIBUTE_FRAME_GLSL

// Reads a quad, four neighbouring pixels of a row, as the integers that every attribute starts from: straight 8-bit sRGB
// codes and a weight (PixelCodes and YuvCoefficients, EmoVid.Realtime.Core). Rows of a buffer are padded to whole quads; an
// image is read inside its edge.
// The includer defines FRAME_IS_IMAGE for a sampled image, FRAME_IS_TEXELS for a texel buffer, or neither: then the frame is
// read from the storage buffer of planes.

#include "attributes.glsl"
#include "attribute_buffers.glsl"

// What a frame's bytes are, numbered as AttributeSource (EmoVid.Realtime.Vulkan).
const uint RGBA8 = 0, BGRA8 = 1, RGB10A2 = 2, RGBA16F = 3, NV12 = 4, I420 = 5;
layout(constant_id = 20) const uint SOURCE = 0;
layout(constant_id = 21) const bool LINEAR = false;
layout(constant_id = 22) const bool TRANSPARENT = false;
layout(constant_id = 23) const bool PREMULTIPLIED = false;
layout(constant_id = 24) const bool MASKED = false;
// Whether the image's view decodes sRGB, which is then encoded again.
layout(constant_id = 30) const bool DECODED = false;
const bool WEIGHTED = TRANSPARENT || MASKED;
const bool YUV = SOURCE == NV12 || SOURCE == I420;

#ifdef FRAME_IS_IMAGE
layout(set = 0, binding = 5) uniform texture2D frame;
#endif
#ifdef FRAME_IS_TEXELS
// Four words a texel: one quad of four bytes a pixel, half a quad of eight.
layout(set = 0, binding = 5) uniform utextureBuffer frame;
#endif

layout(push_constant, std430) uniform Parameters
{
    // Of the frame, in pixels.
    uint width;
    uint height;
    uint rows_per_strip;
    uint part_width;
    // Whether the plane before is of the frame before.
    uint has_previous;
    // In words of the planes: where Y, Cb (or pairs), Cr and the mask start, and how far their rows are apart.
    uint luma_pitch;
    uint chroma_start;
    uint second_chroma_start;
    uint chroma_pitch;
    uint mask_start;
    uint mask_pitch;
    // YuvCoefficients.
    int luma_offset;
    int luma_scale;
    int red_v;
    int green_u;
    int green_v;
    int blue_u;
    // Where the frame's pixel (0, 0) lies in the image.
    int image_left;
    int image_top;
};

// Bytes in code_tables where PixelCodes's tables start: as AttributeTables (EmoVid.Realtime.Vulkan) writes them.
const uint LINEAR_CODES = 0;
const uint HALF_ALPHAS = 256;
const uint HALF_CODES = LINEAR ? HALF_ALPHAS + 65536 : HALF_ALPHAS;
const uint FRACTION_CODES = HALF_ALPHAS + 2 * 65536 + (LINEAR ? 65540 : 0);

struct Quad
{
    ivec4 red;
    ivec4 green;
    ivec4 blue;
    // 0-255; not read where the frame is unweighted.
    ivec4 weight;
    // 1 for a pixel that weighs nothing because it is not finite.
    ivec4 refused;
};

ivec4 bytes_of(uint word)
{
    return ivec4((uvec4(word) >> uvec4(0, 8, 16, 24)) & 255u);
}

int code_at(uint start, uint index)
{
    uint at = start + index;
    return int((texelFetch(code_tables, int(at >> 2)).r >> ((at & 3u) * 8)) & 255u);
}

ivec4 codes_at(uint start, uvec4 index)
{
    return ivec4(code_at(start, index.x), code_at(start, index.y), code_at(start, index.z), code_at(start, index.w));
}

#ifdef FRAME_IS_IMAGE
#include "image_codes.glsl"

vec4 read_texel(uint row, uint column)
{
    return texelFetch(frame, ivec2(image_left, image_top) + ivec2(min(column, width - 1), row), 0);
}

uint read_word(uint row, uint column)
{
    uvec4 code = codes_of(read_texel(row, column), SOURCE == RGB10A2, DECODED);
    return SOURCE == RGB10A2 ? code.r | code.g << 10 | code.b << 20 | code.a << 30 : code.r | code.g << 8 | code.b << 16 | code.a << 24;
}

uvec2 read_half_pixel(uint row, uint column)
{
    vec4 texel = read_texel(row, column);
    return uvec2(packHalf2x16(texel.rg), packHalf2x16(texel.ba));
}
#endif

// Four pixels of 32 bits.
uvec4 read_words(uint row, uint quad)
{
#if defined(FRAME_IS_IMAGE)
    uint column = 4 * quad;
    return uvec4(read_word(row, column), read_word(row, column + 1), read_word(row, column + 2), read_word(row, column + 3));
#elif defined(FRAME_IS_TEXELS)
    return texelFetch(frame, int(row * ((width + 3) / 4) + quad));
#else
    uint at = (row * ((width + 3) / 4) + quad) * 4;
    return uvec4(PLANE_WORD(at), PLANE_WORD(at + 1), PLANE_WORD(at + 2), PLANE_WORD(at + 3));
#endif
}

// Bits of four pixels of half floats: R and G of each, then B and A of each.
void read_halves(uint row, uint quad, out uvec4 red_green, out uvec4 blue_alpha)
{
#if defined(FRAME_IS_IMAGE)
    uint column = 4 * quad;
    uvec4 left = uvec4(read_half_pixel(row, column), read_half_pixel(row, column + 1));
    uvec4 right = uvec4(read_half_pixel(row, column + 2), read_half_pixel(row, column + 3));
#elif defined(FRAME_IS_TEXELS)
    int at = int((row * ((width + 3) / 4) + quad) * 2);
    uvec4 left = texelFetch(frame, at);
    uvec4 right = texelFetch(frame, at + 1);
#else
    uint at = (row * ((width + 3) / 4) + quad) * 8;
    uvec4 left = uvec4(PLANE_WORD(at), PLANE_WORD(at + 1), PLANE_WORD(at + 2), PLANE_WORD(at + 3));
    uvec4 right = uvec4(PLANE_WORD(at + 4), PLANE_WORD(at + 5), PLANE_WORD(at + 6), PLANE_WORD(at + 7));
#endif
    red_green = uvec4(left.xz, right.xz);
    blue_alpha = uvec4(left.yw, right.yw);
}

void read_half_quad(uint row, uint quad, inout Quad q)
{
    uvec4 red_green, blue_alpha;
    read_halves(row, quad, red_green, blue_alpha);
    uvec4 red = red_green & 0xFFFFu, green = red_green >> 16, blue = blue_alpha & 0xFFFFu, alpha = blue_alpha >> 16;
    q.refused = half_is_nan(red) | half_is_nan(green) | half_is_nan(blue);
    if (TRANSPARENT)
    {
        q.refused |= half_is_not_finite(alpha);
        q.weight = codes_at(HALF_ALPHAS, alpha);
    }

    if (PREMULTIPLIED)
    {
        uvec4 scale = half_fraction(alpha);
        q.red = codes_at(FRACTION_CODES, unpremultiplied_fraction(half_fraction(red), scale));
        q.green = codes_at(FRACTION_CODES, unpremultiplied_fraction(half_fraction(green), scale));
        q.blue = codes_at(FRACTION_CODES, unpremultiplied_fraction(half_fraction(blue), scale));
    }
    else
    {
        q.red = codes_at(HALF_CODES, red);
        q.green = codes_at(HALF_CODES, green);
        q.blue = codes_at(HALF_CODES, blue);
    }
}

void read_yuv_quad(uint row, uint quad, inout Quad q)
{
    ivec4 luma = bytes_of(PLANE_WORD(row * luma_pitch + quad));
    ivec4 u, v;
    if (SOURCE == NV12)
    {
        ivec4 pairs = bytes_of(PLANE_WORD(chroma_start + (row >> 1) * chroma_pitch + quad));
        u = pairs.xxzz;
        v = pairs.yyww;
    }
    else
    {
        uint at = (row >> 1) * chroma_pitch + (quad >> 1);
        uint shift = (quad & 1u) * 16;
        u = bytes_of(PLANE_WORD(chroma_start + at) >> shift).xxyy;
        v = bytes_of(PLANE_WORD(second_chroma_start + at) >> shift).xxyy;
    }

    ivec4 y = rounded_product((luma - luma_offset) * 128, luma_scale);
    u = (u - 128) * 256;
    v = (v - 128) * 256;
    q.red = clamp((y + rounded_product(v, red_v) + 32) >> 6, 0, 255);
    q.green = clamp((y - rounded_product(u, green_u) - rounded_product(v, green_v) + 32) >> 6, 0, 255);
    q.blue = clamp((y + rounded_product(u, blue_u) + 32) >> 6, 0, 255);
}

void read_code_quad(uint row, uint quad, inout Quad q)
{
    uvec4 words = read_words(row, quad);
    if (SOURCE == RGB10A2)
    {
        q.red = eight_bits_of_ten(words & 1023u);
        q.green = eight_bits_of_ten((words >> 10) & 1023u);
        q.blue = eight_bits_of_ten((words >> 20) & 1023u);
        q.weight = ivec4(words >> 30) * 85;
    }
    else
    {
        ivec4 first = ivec4(words & 255u), third = ivec4((words >> 16) & 255u);
        q.red = SOURCE == RGBA8 ? first : third;
        q.green = ivec4((words >> 8) & 255u);
        q.blue = SOURCE == RGBA8 ? third : first;
        q.weight = ivec4(words >> 24);
    }

    if (PREMULTIPLIED)
    {
        q.red = unpremultiply(q.red, q.weight);
        q.green = unpremultiply(q.green, q.weight);
        q.blue = unpremultiply(q.blue, q.weight);
    }

    if (LINEAR)
    {
        q.red = codes_at(LINEAR_CODES, uvec4(q.red));
        q.green = codes_at(LINEAR_CODES, uvec4(q.green));
        q.blue = codes_at(LINEAR_CODES, uvec4(q.blue));
    }
}

Quad read_quad(uint row, uint quad)
{
    Quad q;
    q.weight = ivec4(255);
    q.refused = ivec4(0);
    if (YUV) { read_yuv_quad(row, quad, q); }
    else if (SOURCE == RGBA16F) { read_half_quad(row, quad, q); }
    else { read_code_quad(row, quad, q); }

    if (MASKED)
    {
        ivec4 mask = bytes_of(PLANE_WORD(mask_start + row * mask_pitch + quad));
        q.weight = TRANSPARENT ? divided_by_255(q.weight * mask + 127) : mask;
    }

    return q;
}

#endif
