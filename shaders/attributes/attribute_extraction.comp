#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require

// Purpose   The exact integer sums and histograms of AttributeSums over one frame, and its luma plane; edges need the finished
//           plane of all workgroups, so they are a dispatch of their own (attribute_edges).
// Inputs    A frame in texel buffers, rows padded to quads of four pixels; mask; the luma plane of the frame before.
// Output    totals: added to, cleared by the host before; luma_plane. Sums of an unweighted frame lack the factor 255.
// Source    AttributeScale, PixelCodes, YuvCoefficients (EmoVid.Realtime.Core)
// CPU twin  CpuAttributeMeter

#define FRAME_IS_TEXELS
#include "../inc/attribute_pass.glsl"
