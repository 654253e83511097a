#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require

// Purpose   attribute_extraction for devices whose texel buffers are too small for the frame: all of it from storage buffers.
// CPU twin  CpuAttributeMeter

#include "../inc/attribute_pass.glsl"
