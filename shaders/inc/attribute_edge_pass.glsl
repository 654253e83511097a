#ifndef EMOVID_ATTRIBUTE_EDGE_PASS_GLSL
#define EMOVID_ATTRIBUTE_EDGE_PASS_GLSL

// Counts the pixels where |Y(x+1, y) - Y(x-1, y)| + |Y(x, y+1) - Y(x, y-1)| reaches a threshold, over the pixels that have four
// neighbours, in a luma plane of four pixels to a word. A dispatch of its own: neighbours belong to other workgroups of the
// pass that makes the plane, and workgroups of one dispatch cannot wait for each other.

#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require

layout(local_size_x_id = 0) in;
layout(constant_id = 20) const int THRESHOLD = 32;

// Words of four pixels.
#ifdef FRAME_IS_TEXELS
layout(set = 0, binding = 0) uniform utextureBuffer plane;
#define LUMA(at) texelFetch(plane, int(at)).r
#else
layout(set = 0, binding = 0, std430) readonly buffer Plane { uint plane[]; };
#define LUMA(at) plane[at]
#endif
layout(set = 0, binding = 1, std430) buffer Totals { uint totals[]; };

layout(push_constant, std430) uniform Parameters
{
    uint width;
    uint height;
    uint rows_per_strip;
    // Where the count is added in totals: bits 0-15, then bits 16-31.
    uint count_at;
    // Words from one workgroup's counter to the next one's, and how many there are.
    uint record_words;
    uint records;
};

ivec4 bytes_of(uint word)
{
    return ivec4((uvec4(word) >> uvec4(0, 8, 16, 24)) & 255u);
}

void main()
{
    uint quads = (width + 3) / 4;
    uint top = 1 + gl_WorkGroupID.x * rows_per_strip;
    uint bottom = min(top + rows_per_strip, height - 1);
    if (top >= bottom)
    {
        return;
    }

    uint rows = bottom - top;
    uint y = gl_LocalInvocationID.x / quads;
    uint x = gl_LocalInvocationID.x % quads;
    uint row_step = gl_WorkGroupSize.x / quads;
    uint quad_step = gl_WorkGroupSize.x % quads;
    uint turns = (rows * quads + gl_WorkGroupSize.x - 1) / gl_WorkGroupSize.x;
    int edges = 0;
    for (uint turn = 0; turn < turns; turn++)
    {
        uint at = (top + min(y, rows - 1)) * quads + x;
        uint middle = LUMA(at);
        // Beside the frame's edges a word of another row is read; the pixels that would see it are not counted.
        uint before = (middle << 8) | (LUMA(at - 1) >> 24);
        uint after = (middle >> 8) | (LUMA(at + 1) << 24);
        ivec4 across = abs(bytes_of(after) - bytes_of(before));
        ivec4 down = abs(bytes_of(LUMA(at + quads)) - bytes_of(LUMA(at - quads)));
        // Columns 1 to width - 2.
        uvec4 column = uvec4(4 * x) + uvec4(0, 1, 2, 3) - 1u;
        ivec4 edge = ivec4(greaterThanEqual(across + down, ivec4(THRESHOLD))) & ivec4(lessThan(column, uvec4(y < rows && width > 2 ? width - 2 : 0)));
        edges += edge.x + edge.y + edge.z + edge.w;
        x += quad_step;
        y += row_step;
        bool wraps = x >= quads;
        x -= wraps ? quads : 0;
        y += wraps ? 1 : 0;
    }

    uint count = subgroupAdd(uint(edges));
    if (subgroupElect() && count != 0)
    {
        uint record = count_at + gl_WorkGroupID.x % records * record_words;
        atomicAdd(totals[record], count & 0xFFFFu);
        atomicAdd(totals[record + 1], count >> 16);
    }
}

#endif
