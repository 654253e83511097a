using System.Numerics;
using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>One quad as quad.vert reads it.</summary>
/// <param name="Rect">Left, top, width, height in pixels; for a segment both ends.</param>
/// <param name="Uv">Left, top, right, bottom in the picture.</param>
/// <param name="Color">Premultiplied sRGB codes; for pictures a factor on colour, and opacity.</param>
/// <param name="Shape">Kind, corner radius or half width, softness and stroke in pixels.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Quad(Vector4 Rect, Vector4 Uv, Vector4 Color, Vector4 Shape);
