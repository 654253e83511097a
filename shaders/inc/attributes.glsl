#ifndef EMOVID_ATTRIBUTES_GLSL
#define EMOVID_ATTRIBUTES_GLSL

// The integer definitions of AttributeScale (EmoVid.Realtime.Core).
//
// Quotients are taken in float32. Vulkan allows a division 2.5 units in the last place, at most 0.00122 where the
// quotient is 4096; no quotient rounded here lies within 1/510 = 0.00196 of a tie, so the integers are exact.

// round(numerator / divisor); 0 where the divisor is 0, because the numerator is 0 there.
int rounded_quotient(int numerator, int divisor)
{
    return int(float(numerator) / float(max(divisor, 1)) + 0.5);
}

// Colour of a premultiplied channel: min(255, floor((255 c + floor(a / 2)) / a)), 0 where a = 0. Half a unit more in the
// numerator moves no quotient to the next integer and keeps exact ones clear of the division's error.
ivec3 unpremultiply(ivec3 channels, int alpha)
{
    vec3 numerator = vec3(channels * 255 + (alpha >> 1)) + 0.5;
    ivec3 straight = min(ivec3(numerator / float(max(alpha, 1))), 255);
    return alpha == 0 ? ivec3(0) : straight;
}

// The product of two fixed-point numbers, one of 15 fraction bits, rounded.
int rounded_product(int a, int b)
{
    return (a * b + 16384) >> 15;
}

// Unit vector of a colour's hue, scale 16384: a polynomial in the distance from the dominant primary, turned to that primary.
// Grey is red.
ivec2 hue_vector(ivec3 rgb, int largest, int chroma)
{
    bool red_is_max = rgb.r == largest;
    bool green_is_max = rgb.g == largest;
    int difference = red_is_max ? rgb.g - rgb.b : green_is_max ? rgb.b - rgb.r : rgb.r - rgb.g;
    int x = rounded_quotient(abs(difference) * 4096, chroma);
    int y = (x * x) >> 10;
    int c = 16384 - rounded_product(y, 17944 - rounded_product(y, 3124));
    int s = 4 * x + rounded_product(4 * x, 1545 - rounded_product(y, 12526 - rounded_product(y, 1312)));
    s = difference < 0 ? -s : s;
    int turn = green_is_max ? -28378 : 28378;
    return red_is_max
        ? ivec2(c, s)
        : ivec2(rounded_product(c, -16384) + rounded_product(s, turn), rounded_product(s, -16384) - rounded_product(c, turn));
}

#endif
