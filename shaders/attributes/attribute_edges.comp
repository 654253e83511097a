#version 460
#extension GL_GOOGLE_include_directive : require

// Purpose   AttributeSums.EdgeCount of one frame from texel buffers.
// CPU twin  CpuAttributeMeter

#define FRAME_IS_TEXELS
#include "../inc/attribute_edge_pass.glsl"
