#ifndef EMOVID_PIXEL_GLSL
#define EMOVID_PIXEL_GLSL

// Quantises four values to 8 bits with floor(x * 255 + 0.5), limited to [0, 1], NaN as 0, and packs them R, G, B, A in
// memory order. Written out because packUnorm4x8 leaves the rounding of ties to the driver, and clamp what NaN becomes.
uint pack_rgba8(vec4 c)
{
    vec4 limited = mix(vec4(0.0), min(c, 1.0), greaterThan(c, vec4(0.0)));
    uvec4 q = uvec4(floor(limited * 255.0 + 0.5));
    return q.r | (q.g << 8) | (q.b << 16) | (q.a << 24);
}

#endif
