#ifndef EMOVID_CUBIC_GLSL
#define EMOVID_CUBIC_GLSL

// Weights of the four taps at positions -1, 0, 1, 2 around a sample at fraction t in [0, 1] between taps 0 and 1.
// Both sets sum to 1.

// Uniform cubic B-spline: all weights are non-negative, so the result never leaves the range of the taps.
// C. de Boor, A Practical Guide to Splines (1978), basis functions of order 4 on integer knots.
vec4 bspline_weights(float t)
{
    float s = 1.0 - t;
    float t2 = t * t;
    float s2 = s * s;
    return vec4(
        s2 * s,
        4.0 - 6.0 * t2 + 3.0 * t2 * t,
        4.0 - 6.0 * s2 + 3.0 * s2 * s,
        t2 * t) * (1.0 / 6.0);
}

// Catmull-Rom: passes through the taps, so a sample at a pixel centre is that pixel.
// E. Catmull and R. Rom, A class of local interpolating splines (1974); R. Keys (1981) with a = -1/2.
vec4 catmull_rom_weights(float t)
{
    float t2 = t * t;
    float t3 = t2 * t;
    return vec4(
        -0.5 * t + t2 - 0.5 * t3,
        1.0 - 2.5 * t2 + 1.5 * t3,
        0.5 * t + 2.0 * t2 - 1.5 * t3,
        -0.5 * t2 + 0.5 * t3);
}

#endif
