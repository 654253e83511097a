#ifndef EMOVID_ATTRIBUTES_GLSL
#define EMOVID_ATTRIBUTES_GLSL

// The integer definitions of AttributeScale (EmoVid.Realtime.Core), whose constants come in as parameters.
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

// Position of a colour on the hexagon of HSV, six sextants a turn; grey is 0.
int hue_position(ivec3 rgb, int largest, int chroma, int steps_per_sextant)
{
    bool red_is_max = rgb.r == largest;
    bool green_is_max = rgb.g == largest;
    int difference = red_is_max ? rgb.g - rgb.b : green_is_max ? rgb.b - rgb.r : rgb.r - rgb.g;
    int start = red_is_max ? 0 : green_is_max ? 2 * steps_per_sextant : 4 * steps_per_sextant;
    int steps = rounded_quotient(abs(difference) * steps_per_sextant, chroma);
    int position = difference < 0 ? start - steps : start + steps;
    return position < 0 ? position + 6 * steps_per_sextant : position;
}

#endif
