#ifndef EMOVID_ATTRIBUTE_BUFFERS_GLSL
#define EMOVID_ATTRIBUTE_BUFFERS_GLSL

// The buffers of the attribute passes, words of 32 bits. The includer defines FRAME_IS_TEXELS where they are texel buffers:
// lavapipe (Mesa 22.3.6) reads those in a third of the time of a storage buffer. Storage buffers are the way of devices whose
// texel buffers are too small for a frame.

// Planes of one byte a sample, four to a word: Y, chroma, mask; without FRAME_IS_TEXELS the frame too.
// The luma planes: Y over black of the frame before, and of this frame.
#ifdef FRAME_IS_TEXELS
layout(set = 0, binding = 0) uniform utextureBuffer planes;
layout(set = 0, binding = 3) uniform utextureBuffer previous_luma;
layout(set = 0, binding = 4, r32ui) uniform writeonly uimageBuffer luma_plane;
#define PLANE_WORD(at) texelFetch(planes, int(at)).r
#define PREVIOUS_LUMA(at) texelFetch(previous_luma, int(at)).r
#define STORE_LUMA(at, word) imageStore(luma_plane, int(at), uvec4(word))
#else
layout(set = 0, binding = 0, std430) readonly buffer Planes { uint planes[]; };
layout(set = 0, binding = 3, std430) readonly buffer PreviousLuma { uint previous_luma[]; };
layout(set = 0, binding = 4, std430) writeonly buffer LumaPlane { uint luma_plane[]; };
#define PLANE_WORD(at) planes[at]
#define PREVIOUS_LUMA(at) previous_luma[at]
#define STORE_LUMA(at, word) luma_plane[at] = word
#endif

// 8-bit codes, four to a word.
layout(set = 0, binding = 1) uniform utextureBuffer code_tables;
layout(set = 0, binding = 2, std430) buffer Totals { uint totals[]; };

#endif
