#version 460

// Purpose   Places the corners of one quad an instance: shapes, glyphs, pictures, soft spots and line segments.
// Inputs    Quad (C#), four vec4 an instance, in pixels of the target, y down.
// Output    The place inside the quad in pixels from its centre, and what the fragment shader needs.

layout(location = 0) in vec4 rect;      // kinds 0-3: x, y, width, height; kind 4: x0, y0, x1, y1
layout(location = 1) in vec4 uv;        // left, top, right, bottom
layout(location = 2) in vec4 color;     // premultiplied sRGB codes; kind 2: factor on colour, and opacity
layout(location = 3) in vec4 shape;     // kind, corner radius or half width, softness, stroke

layout(push_constant) uniform Target { vec2 size; };

layout(location = 0) out vec2 place;
layout(location = 1) out vec2 texel;
layout(location = 2) flat out vec4 tint;
layout(location = 3) flat out vec4 form;
layout(location = 4) flat out vec2 half_size;

const vec2 CORNERS[6] = vec2[](vec2(0, 0), vec2(1, 0), vec2(0, 1), vec2(0, 1), vec2(1, 0), vec2(1, 1));

void main()
{
    vec2 corner = CORNERS[gl_VertexIndex];
    vec2 pixel;
    if (shape.x == 4.0)
    {
        // A segment with round ends: a box along it, wider by the line's half width and a pixel for its smooth edge.
        vec2 along = rect.zw - rect.xy;
        float len = max(length(along), 1e-4);
        along /= len;
        vec2 across = vec2(-along.y, along.x);
        float reach = shape.y + 1.0;
        place = vec2(mix(-reach, len + reach, corner.x), mix(-reach, reach, corner.y));
        pixel = rect.xy + along * place.x + across * place.y;
        half_size = vec2(len, shape.y);
    }
    else
    {
        float grow = shape.x == 0.0 ? shape.z + 1.0 : 0.0;
        half_size = rect.zw * 0.5;
        vec2 centre = rect.xy + half_size;
        place = (corner * 2.0 - 1.0) * (half_size + grow);
        pixel = centre + place;
    }

    texel = mix(uv.xy, uv.zw, corner);
    tint = color;
    form = shape;
    gl_Position = vec4(pixel / size * 2.0 - 1.0, 0.0, 1.0);
}
