#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_samplerless_texture_functions : require

// Purpose   scene_grade of a host's image, a sampled one; the result lies in a buffer, from where it is copied into whatever the host shows.
// CPU twin  CpuSceneGrader, as scene_grade.

#define FRAME_IS_IMAGE
#include "../inc/grade_pass.glsl"
