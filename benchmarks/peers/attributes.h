// What every peer of the attribute suite measures: the definitions of docs (AttributeScale), on opaque RGBA8 frames.
#ifndef EMOVID_PEERS_ATTRIBUTES_H
#define EMOVID_PEERS_ATTRIBUTES_H
#include <stdint.h>

// Exact integer sums without weights, in the order in which the benchmark program reads them.
typedef struct {
    int64_t pixels, value, saturation, hue_cos, hue_sin, red_green, yellow_blue2, red_green_squared, yellow_blue2_squared, luma, luma_squared;
    int64_t luma_histogram[256];
} attribute_sums;

// What a peer that works in floating point, or in coarser steps, can say: means, not sums.
typedef struct {
    double brightness, colorfulness, hue_x, hue_y, hasler_susstrunk, luma_mean, luma_contrast;
    double luma_histogram[64];
} attribute_means;

#endif
