#ifndef EMOVID_IMAGE_CODES_GLSL
#define EMOVID_IMAGE_CODES_GLSL

// The whole numbers that a sampled image holds: R, G, B, A as 8-bit codes, or as 10 and 2 bits. A texel comes back as k / n, one rounding away at most;
// decoded sRGB as the device's decoding of k / 255, whose encoding lies nearer to k than to any other number.
uvec4 codes_of(vec4 texel, bool ten_bits, bool decoded)
{
    if (decoded)
    {
        vec3 power = 1.055 * pow(max(texel.rgb, vec3(0.0031308)), vec3(1.0 / 2.4)) - 0.055;
        texel.rgb = mix(power, 12.92 * texel.rgb, lessThanEqual(texel.rgb, vec3(0.0031308)));
    }

    // Not one choice between vectors: of a vector that hangs on a specialisation constant lavapipe (Mesa 22.3.6) chooses the
    // first component alone.
    float most = ten_bits ? 1023.0 : 255.0;
    float most_alpha = ten_bits ? 3.0 : 255.0;
    return uvec4(texel * vec4(vec3(most), most_alpha) + 0.5);
}

#endif
