#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require

// Purpose   attribute_extraction of a host's image, a sampled one of any format that AttributeSource names; the mask and the luma
//           planes lie in storage buffers.
// CPU twin  CpuAttributeMeter

#define FRAME_IS_IMAGE
#include "../inc/attribute_pass.glsl"
