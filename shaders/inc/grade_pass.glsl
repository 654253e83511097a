#ifndef EMOVID_GRADE_PASS_GLSL
#define EMOVID_GRADE_PASS_GLSL

// The grading pass over RGB pixels of any format, a pixel a turn. The includer defines FRAME_IS_IMAGE for a sampled image.

#include "grade_lut.glsl"
#ifdef FRAME_IS_IMAGE
#include "image_codes.glsl"
#endif

layout(local_size_x_id = 0) in;
layout(constant_id = 20) const uint ROWS_PER_INVOCATION = 8;
// PixelFormat, AlphaMode and ColorEncoding, by number.
layout(constant_id = 21) const uint SOURCE = 0;
layout(constant_id = 22) const uint TARGET = 0;
layout(constant_id = 23) const uint SOURCE_ALPHA = 0;
layout(constant_id = 24) const uint TARGET_ALPHA = 0;
layout(constant_id = 25) const uint SOURCE_ENCODING = 0;
layout(constant_id = 26) const uint TARGET_ENCODING = 0;
layout(constant_id = 27) const bool SAME_LAYOUT = true;
layout(constant_id = 28) const bool MASKED = false;
// Whether the image's view decodes sRGB, which is then encoded again.
layout(constant_id = 29) const bool DECODED = false;
const uint RGBA8 = 0, BGRA8 = 1, RGB10A2 = 2, RGBA16F = 3;
const uint OPAQUE = 0, PREMULTIPLIED = 2;
const bool BYTES_IN = SOURCE == RGBA8 || SOURCE == BGRA8;
const bool BYTES_OUT = TARGET == RGBA8 || TARGET == BGRA8;
// Where CpuSceneGrader sends opaque pixels through its byte kernel.
const bool PLAIN = SAME_LAYOUT && BYTES_IN && SOURCE_ENCODING == 0 && !MASKED;

#ifdef FRAME_IS_IMAGE
layout(set = 0, binding = 0) uniform texture2D frame;
#else
layout(set = 0, binding = 0) uniform utextureBuffer frame;
#endif
layout(set = 0, binding = 4) uniform utextureBuffer positions;
layout(set = 0, binding = 5) uniform textureBuffer values;
layout(set = 0, binding = 6) uniform utextureBuffer halves;
layout(set = 0, binding = 7, std430) writeonly buffer Graded { uint graded[]; };

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
#ifdef FRAME_IS_IMAGE
    // Where the frame's pixel (0, 0) lies in the image.
    int image_left;
    int image_top;
#endif
};

// Where GradeTables starts each table.
const int BYTE_POSITIONS = 0, TEN_BIT_POSITIONS = 256, HALF_POSITIONS = 1280, UNIT_POSITIONS = 66816;
const int POSITIONS_PER_ENCODING = 132353;
const int VALUES_PER_ENCODING = 32641;
const float UNIT_STEPS = 65536.0;
const uint HALF_ONE = 0x3C00u;

struct Pixel
{
    ivec3 position;
    float alpha;
    // What a colour brighter than white was divided by.
    float gain;
    uint alpha_bits;
};

int position_at(int table, uint index)
{
    return int(texelFetch(positions, int(SOURCE_ENCODING) * POSITIONS_PER_ENCODING + table + int(index)).r);
}

ivec3 positions_at(int table, uvec3 index)
{
    return ivec3(position_at(table, index.r), position_at(table, index.g), position_at(table, index.b));
}

// A colour divided by its alpha, and by its largest channel where that is brighter than white.
void set_straight(inout Pixel pixel, vec3 colour, float alpha)
{
    float most = max(colour.r, max(colour.g, colour.b)) / alpha;
    pixel.gain = max(1.0, most);
    vec3 steps = colour * (UNIT_STEPS / (alpha * pixel.gain)) + 0.5;
    ivec3 straight = positions_at(UNIT_POSITIONS, uvec3(min(steps, vec3(UNIT_STEPS))));
    pixel.position = alpha == 0.0 ? ivec3(0) : straight;
    pixel.gain = alpha == 0.0 ? 1.0 : pixel.gain;
}

Pixel read_bytes(uint word)
{
    uvec4 bytes = (uvec4(word) >> uvec4(0, 8, 16, 24)) & 255u;
    uvec3 code = SOURCE == BGRA8 ? bytes.bgr : bytes.rgb;
    Pixel pixel;
    pixel.gain = 1.0;
    pixel.alpha_bits = 0;
    pixel.alpha = SOURCE_ALPHA == OPAQUE ? 1.0 : float(bytes.a) / 255.0;
    pixel.position = SOURCE_ENCODING == 0 ? (ivec3(code) * 257 + 1) >> 1 : positions_at(BYTE_POSITIONS, code);
    if (SOURCE_ALPHA == PREMULTIPLIED && bytes.a != 255u)
    {
        set_straight(pixel, vec3(code) / 255.0, pixel.alpha);
    }

    return pixel;
}

Pixel read_ten_bits(uint word)
{
    uvec3 code = (uvec3(word) >> uvec3(0, 10, 20)) & 1023u;
    uint alpha = word >> 30;
    Pixel pixel;
    pixel.gain = 1.0;
    pixel.alpha_bits = 0;
    pixel.alpha = SOURCE_ALPHA == OPAQUE ? 1.0 : float(alpha) / 3.0;
    pixel.position = positions_at(TEN_BIT_POSITIONS, code);
    if (SOURCE_ALPHA == PREMULTIPLIED && alpha != 3u)
    {
        set_straight(pixel, vec3(code) / 1023.0, pixel.alpha);
    }

    return pixel;
}

// A half float's value where it is positive, at most the largest finite one; else 0, NaN included.
float half_channel(uint bits)
{
    float value = unpackHalf2x16(min(bits, 0x7BFFu)).x;
    bool none = bits >= 0x8000u || bits > 0x7C00u;
    return none ? 0.0 : value;
}

Pixel read_halves(uvec2 words)
{
    uvec3 bits = uvec3(words.x & 0xFFFFu, words.x >> 16, words.y & 0xFFFFu);
    Pixel pixel;
    pixel.gain = 1.0;
    pixel.alpha_bits = words.y >> 16;
    pixel.alpha = SOURCE_ALPHA == OPAQUE ? 1.0 : min(half_channel(pixel.alpha_bits), 1.0);
    pixel.position = positions_at(HALF_POSITIONS, bits);
    bvec3 plain = bvec3(
        bits.r <= HALF_ONE || bits.r >= 0x8000u,
        bits.g <= HALF_ONE || bits.g >= 0x8000u,
        bits.b <= HALF_ONE || bits.b >= 0x8000u);
    if (!all(plain) || (SOURCE_ALPHA == PREMULTIPLIED && pixel.alpha != 1.0))
    {
        set_straight(pixel, vec3(half_channel(bits.r), half_channel(bits.g), half_channel(bits.b)), SOURCE_ALPHA == PREMULTIPLIED ? pixel.alpha : 1.0);
    }

    return pixel;
}

float unit_at(int value)
{
    return texelFetch(values, int(TARGET_ENCODING) * VALUES_PER_ENCODING + value).r;
}

// What a straight channel is multiplied with.
float coverage_of(float written, float source)
{
    return TARGET_ALPHA == PREMULTIPLIED ? written : TARGET_ALPHA == OPAQUE ? source : 1.0;
}

uint write_codes(ivec3 value, Pixel pixel, int threshold)
{
    float most = TARGET == RGB10A2 ? 1023.0 : 255.0;
    float alpha_most = TARGET == RGB10A2 ? 3.0 : 255.0;
    uint alpha = uint(alpha_most * (TARGET_ALPHA == OPAQUE ? 1.0 : pixel.alpha) + 0.5);
    float scale = most * coverage_of(float(alpha) / alpha_most, pixel.alpha);
    float added = float(threshold) / float(1 << CODE_BITS);
    // A hair more keeps whole codes whole under the smallest threshold.
    precise vec3 codes = vec3(unit_at(value.r), unit_at(value.g), unit_at(value.b)) * scale + added + 1e-4;
    uvec3 code = uvec3(min(codes, vec3(most)));
    if (TARGET == RGB10A2)
    {
        return code.r | code.g << 10 | code.b << 20 | alpha << 30;
    }

    return TARGET == BGRA8 ? code.b | code.g << 8 | code.r << 16 | alpha << 24 : code.r | code.g << 8 | code.b << 16 | alpha << 24;
}

uint half_bits_at(int value)
{
    return texelFetch(halves, int(TARGET_ENCODING) * VALUES_PER_ENCODING + value).r;
}

uvec2 write_halves(ivec3 value, Pixel pixel)
{
    float scale = pixel.gain * coverage_of(pixel.alpha, pixel.alpha);
    uvec3 bits = uvec3(half_bits_at(value.r), half_bits_at(value.g), half_bits_at(value.b));
    if (scale != 1.0)
    {
        vec3 channels = min(vec3(unit_at(value.r), unit_at(value.g), unit_at(value.b)) * scale, vec3(65504.0));
        bits = uvec3(packHalf2x16(vec2(channels.r, 0.0)), packHalf2x16(vec2(channels.g, 0.0)), packHalf2x16(vec2(channels.b, 0.0))) & 0xFFFFu;
    }

    uint alpha = TARGET_ALPHA == OPAQUE ? HALF_ONE : SOURCE == RGBA16F ? pixel.alpha_bits : packHalf2x16(vec2(pixel.alpha, 0.0)) & 0xFFFFu;
    return uvec2(bits.r | bits.g << 16, bits.b | alpha << 16);
}

// The pixel's bits as they lie in memory, one word or two.
uvec2 read_pixel(uint x, uint row)
{
#ifdef FRAME_IS_IMAGE
    vec4 texel = texelFetch(frame, ivec2(image_left, image_top) + ivec2(x, row), 0);
    if (SOURCE == RGBA16F)
    {
        return uvec2(packHalf2x16(texel.rg), packHalf2x16(texel.ba));
    }

    uvec4 code = codes_of(texel, SOURCE == RGB10A2, DECODED);
    uint first = SOURCE == BGRA8 ? code.b : code.r, third = SOURCE == BGRA8 ? code.r : code.b;
    return uvec2(SOURCE == RGB10A2 ? first | code.g << 10 | third << 20 | code.a << 30 : first | code.g << 8 | third << 16 | code.a << 24, 0u);
#else
    return texelFetch(frame, int(row * width + x)).rg;
#endif
}

void grade(uint x, uint row)
{
    uint y = first_row + row;
    int at = int(row * width + x);
    uvec2 source = read_pixel(x, row);
    int threshold = threshold_at(dithers != 0u, x, y);
    bool kept = x >= kept_left && x < kept_right && y >= kept_top && y < kept_bottom;
    if (PLAIN)
    {
        uvec4 bytes = (uvec4(source.x) >> uvec4(0, 8, 16, 24)) & 255u;
        bool opaque_pixel = SOURCE_ALPHA != PREMULTIPLIED || bytes.a == 255u;
        if (opaque_pixel)
        {
            ivec3 code = ivec3(SOURCE == BGRA8 ? bytes.bgr : bytes.rgb);
            uvec3 result = uvec3((graded_sum((code * 257 + 1) >> 1) + threshold) >> CODE_BITS);
            result = SOURCE == BGRA8 ? result.bgr : result;
            uint word = result.r | result.g << 8 | result.b << 16 | bytes.a << 24;
            graded[at] = kept ? source.x : word;
            return;
        }
    }

    Pixel pixel;
    if (BYTES_IN) { pixel = read_bytes(source.x); }
    else if (SOURCE == RGB10A2) { pixel = read_ten_bits(source.x); }
    else { pixel = read_halves(source); }

    int coverage = kept ? 0 : MASKED ? int(texelFetch(mask, at).r) : 255;
    ivec3 value = blended(graded_value(pixel.position), pixel.position, coverage);
    bool copies = SAME_LAYOUT && coverage == 0;
    if (TARGET == RGBA16F)
    {
        uvec2 words = copies ? source : write_halves(value, pixel);
        graded[2 * at] = words.x;
        graded[2 * at + 1] = words.y;
    }
    else
    {
        graded[at] = copies ? source.x : write_codes(value, pixel, threshold);
    }
}

void main()
{
    uint x = gl_GlobalInvocationID.x;
    if (x >= width)
    {
        return;
    }

    uint top = gl_WorkGroupID.y * ROWS_PER_INVOCATION;
    uint bottom = min(top + ROWS_PER_INVOCATION, rows);
    for (uint row = top; row < bottom; row++)
    {
        grade(x, row);
    }
}

#endif
