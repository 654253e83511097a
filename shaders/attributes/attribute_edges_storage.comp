#version 460
#extension GL_GOOGLE_include_directive : require

// Purpose   attribute_edges from storage buffers.
// CPU twin  CpuAttributeMeter

#include "../inc/attribute_edge_pass.glsl"
