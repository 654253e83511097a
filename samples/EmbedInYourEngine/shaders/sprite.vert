#version 460

// Purpose   Places the corners of one sprite.
// Inputs    Sprite (C#): the rectangle in clip coordinates, left, top, right, bottom, y down.
// Output    The place in the sprite's picture, 0-1.

layout(push_constant) uniform Sprite { vec4 rect; };

layout(location = 0) out vec2 texel;

const vec2 CORNERS[6] = vec2[](vec2(0, 0), vec2(1, 0), vec2(0, 1), vec2(0, 1), vec2(1, 0), vec2(1, 1));

void main()
{
    texel = CORNERS[gl_VertexIndex];
    gl_Position = vec4(mix(rect.xy, rect.zw, texel), 0.0, 1.0);
}
