#version 460

// Purpose   Fills one quad. All colours are premultiplied sRGB codes and blended as codes, as stickers are drawn.
// Inputs    picture: the font's coverage, a sticker's premultiplied pixels, or the backdrop.

layout(set = 0, binding = 0) uniform sampler2D picture;

layout(location = 0) in vec2 place;
layout(location = 1) in vec2 texel;
layout(location = 2) flat in vec4 tint;
layout(location = 3) flat in vec4 form;
layout(location = 4) flat in vec2 half_size;

layout(location = 0) out vec4 result;

float rounded_box(vec2 p, vec2 half_extent, float radius)
{
    vec2 q = abs(p) - half_extent + radius;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
}

void main()
{
    int kind = int(form.x);
    if (kind == 0)
    {
        float d = rounded_box(place, half_size, form.y);
        d = form.w > 0.0 ? abs(d + form.w * 0.5) - form.w * 0.5 : d;
        // A soft edge spreads over its softness, a crisp one over a pixel.
        result = tint * clamp(0.5 - d / max(form.z, 1.0), 0.0, 1.0);
    }
    else if (kind == 1)
    {
        result = tint * texture(picture, texel).r;
    }
    else if (kind == 2)
    {
        vec4 c = texture(picture, texel);
        result = vec4(min(c.rgb * tint.rgb, vec3(c.a)), c.a) * tint.a;
    }
    else if (kind == 3)
    {
        float r = length(place / half_size);
        float fall = clamp(1.0 - r, 0.0, 1.0);
        result = tint * fall * fall * (3.0 - 2.0 * fall);
    }
    else
    {
        float nearest = clamp(place.x, 0.0, half_size.x);
        float d = length(vec2(place.x - nearest, place.y)) - half_size.y;
        result = tint * clamp(0.5 - d, 0.0, 1.0);
    }
}
