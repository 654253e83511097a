#version 460

// Purpose   Shows a sprite's picture: premultiplied sRGB codes, blended as codes, as stickers are drawn.

layout(set = 0, binding = 0) uniform sampler2D picture;

layout(location = 0) in vec2 texel;

layout(location = 0) out vec4 color;

void main()
{
    color = texture(picture, texel);
}
