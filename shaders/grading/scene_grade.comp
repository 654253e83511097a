#version 460
#extension GL_GOOGLE_include_directive : require

// Purpose   Recolours RGB pixels through a GradeLut.
// Inputs    frame: rows packed, one texel of 32 or 64 bits a pixel. lut, dither, mask: inc/grade_lut.glsl.
//           positions, values, halves: GradeTables (EmoVid.Realtime.Vulkan), read only for what is not 8-bit sRGB.
// Output    graded: the same size, one or two words a pixel.
// Source    BlockReader, CpuLutKernel, BlockWriter (EmoVid.Realtime.Core).
// CPU twin  CpuSceneGrader: float divisions may move a channel by one code; pixels of 8-bit sRGB that are opaque are equal to the bit.
//           Frames that have no others go through scene_grade_bytes.

#include "../inc/grade_pass.glsl"
