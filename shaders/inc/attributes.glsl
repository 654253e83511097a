#ifndef EMOVID_ATTRIBUTES_GLSL
#define EMOVID_ATTRIBUTES_GLSL

// The integer definitions of AttributeScale (EmoVid.Realtime.Core), whose constants come in as parameters.
//
// Quotients are taken in float32. Vulkan allows a division 2.5 units in the last place, at most 0.00122 where the
// quotient is 4096; no quotient rounded here lies within 1/510 = 0.00196 of a tie, so the integers are exact.

// round(numerator / divisor); 0 where the divisor is 0, because the numerator is 0 there.
ivec4 rounded_quotient(ivec4 numerator, ivec4 divisor)
{
    return ivec4(vec4(numerator) / vec4(max(divisor, 1)) + 0.5);
}

// Colour of a premultiplied channel: min(255, floor((255 c + floor(a / 2)) / a)), 0 where a = 0. Half a unit more in the
// numerator moves no quotient to the next integer and keeps exact ones clear of the division's error.
ivec4 unpremultiply(ivec4 channel, ivec4 alpha)
{
    ivec4 straight = min(ivec4((vec4(channel * 255 + (alpha >> 1)) + 0.5) / vec4(max(alpha, 1))), 255);
    return mix(straight, ivec4(0), equal(alpha, ivec4(0)));
}

// AttributeScale.RoundedProduct: (a b + 2^14) >> 15.
ivec4 rounded_product(ivec4 a, ivec4 b)
{
    return (a * b + 16384) >> 15;
}

ivec4 rounded_product(ivec4 a, int b)
{
    return (a * b + 16384) >> 15;
}

ivec4 luma_of(ivec4 red, ivec4 green, ivec4 blue)
{
    return (6966 * red + 23436 * green + 2366 * blue + 16384) >> 15;
}

// floor(n / 255) for n below 65536.
ivec4 divided_by_255(ivec4 n)
{
    return ivec4((uvec4(n) * 32897u) >> 23);
}

// floor((255 v + 511) / 1023) for v up to 1023.
ivec4 eight_bits_of_ten(uvec4 v)
{
    uvec4 n = v * 255u + 511u;
    return ivec4((n + 1u + (n >> 10)) >> 10);
}

// 1 where the bits of a half float are a NaN's.
ivec4 half_is_nan(uvec4 bits)
{
    return ivec4(greaterThan(bits & 0x7FFFu, uvec4(0x7C00u)));
}

// 1 where the bits of a half float are a NaN's or an infinity's.
ivec4 half_is_not_finite(uvec4 bits)
{
    return ivec4(equal(bits & 0x7C00u, uvec4(0x7C00u)));
}

// round(2^15 x), x clamped to [0, 1], of the bits of a half float; in integers, because a device may flush denormals.
uvec4 half_fraction(uvec4 bits)
{
    uvec4 exponent = min(bits >> 10, 15u);
    uvec4 significand = (bits & 1023u) | mix(uvec4(1024u), uvec4(0u), equal(exponent, uvec4(0u)));
    // A value is significand * 2^(exponent - 25), with the exponent 1 where it is 0.
    uvec4 places = max(exponent, 1u);
    uvec4 large = significand << (max(places, 10u) - 10u);
    uvec4 shift = 10u - min(places, 10u);
    uvec4 small = (significand + ((uvec4(1u) << shift) >> 1)) >> shift;
    uvec4 value = mix(large, small, lessThan(places, uvec4(10u)));
    value = mix(value, uvec4(32768u), greaterThanEqual(bits, uvec4(0x3C00u)));
    return mix(value, uvec4(0u), greaterThanEqual(bits, uvec4(0x8000u)));
}

// A premultiplied fraction made straight, in 65536ths: PixelCodes.FromPremultipliedHalf up to its table. The float quotient is
// less than one away from the true one (2^16 times 5 units of 2^-24); the remainder tells which way. Integer division is many
// times slower on a software device.
uvec4 unpremultiplied_fraction(uvec4 channel, uvec4 alpha)
{
    uvec4 numerator = (min(channel, alpha) << 16) + (alpha >> 1);
    ivec4 quotient = ivec4(vec4(numerator) / vec4(max(alpha, 1u)));
    ivec4 remainder = ivec4(numerator - uvec4(quotient) * alpha);
    quotient += ivec4(greaterThanEqual(remainder, ivec4(alpha))) - ivec4(lessThan(remainder, ivec4(0)));
    return mix(uvec4(quotient), uvec4(0u), equal(alpha, uvec4(0u)));
}

// Hue: the dominant primary, and the distance from it, 0 to 4096 for 60 degrees, in one of two directions.
struct Hue
{
    bvec4 red;
    bvec4 green;
    // -1 where the hue lies below its primary, else 0.
    ivec4 below;
    ivec4 distance;
};

Hue hue_of(ivec4 red, ivec4 green, ivec4 blue, ivec4 largest, ivec4 chroma)
{
    Hue hue;
    hue.red = equal(red, largest);
    hue.green = equal(green, largest);
    ivec4 difference = mix(mix(red - green, blue - red, hue.green), green - blue, hue.red);
    hue.below = difference >> 31;
    hue.distance = rounded_quotient(abs(difference) * 4096, chroma);
    return hue;
}

// AttributeScale.HueVector.
void hue_vector(Hue hue, out ivec4 cos, out ivec4 sin)
{
    ivec4 x = hue.distance * 4;
    ivec4 y = (hue.distance * hue.distance) >> 10;
    ivec4 c = 16384 - rounded_product(y, 17944 - rounded_product(y, 3124));
    ivec4 s = x + rounded_product(x, 1545 - rounded_product(y, 12526 - rounded_product(y, 1312)));
    s = (s ^ hue.below) - hue.below;
    ivec4 turn = mix(ivec4(28378), ivec4(-28378), hue.green);
    cos = mix(rounded_product(c, -16384) + rounded_product(s, turn), c, hue.red);
    sin = mix(rounded_product(s, -16384) - rounded_product(c, turn), s, hue.red);
}

// AttributeScale.HueBin.
ivec4 hue_bin(Hue hue)
{
    ivec4 start = mix(mix(ivec4(16384), ivec4(8192), hue.green), ivec4(0), hue.red);
    ivec4 position = start + ((hue.distance ^ hue.below) - hue.below);
    position += (position >> 31) & 24576;
    return (3 * position) >> 11;
}

#endif
