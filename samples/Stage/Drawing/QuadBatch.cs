using System.Numerics;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Quads of one pass of one frame, in drawing order. Allocates nothing after it was made; what does not fit is not drawn.</summary>
internal sealed class QuadBatch
{
    /// <summary>Quads of both passes of a frame together.</summary>
    public const int Capacity = 2 * PassCapacity;

    /// <summary>Quads of one pass.</summary>
    public const int PassCapacity = 6144;

    private readonly Quad[] _quads = new Quad[PassCapacity];
    private readonly QuadRun[] _runs = new QuadRun[512];
    private int _count;
    private int _runCount;

    public ReadOnlySpan<Quad> Quads => _quads.AsSpan(0, _count);

    public ReadOnlySpan<QuadRun> Runs => _runs.AsSpan(0, _runCount);

    /// <summary>The picture that follows: the font's, for shapes and text, or a sticker's.</summary>
    public DescriptorSet Picture { get; set; }

    public void Clear() => _count = _runCount = 0;

    /// <summary>A filled box with round corners and a crisp edge.</summary>
    public void Box(float x, float y, float width, float height, float radius, Vector4 color) =>
        Add(new Vector4(x, y, width, height), default, color, new Vector4(0, radius, 1, 0));

    /// <summary>A box whose edge fades over a width, for shadows.</summary>
    public void Shadow(float x, float y, float width, float height, float radius, float softness, Vector4 color) =>
        Add(new Vector4(x, y, width, height), default, color, new Vector4(0, radius, softness, 0));

    /// <summary>The outline of a box with round corners, inside of it.</summary>
    public void Frame(float x, float y, float width, float height, float radius, float stroke, Vector4 color) =>
        Add(new Vector4(x, y, width, height), default, color, new Vector4(0, radius, 1, stroke));

    /// <summary>A soft spot that fades to its edge.</summary>
    public void Spot(float x, float y, float width, float height, Vector4 color) =>
        Add(new Vector4(x, y, width, height), default, color, new Vector4(3, 0, 0, 0));

    /// <summary>A segment with round ends.</summary>
    public void Line(float x0, float y0, float x1, float y1, float width, Vector4 color) =>
        Add(new Vector4(x0, y0, x1, y1), default, color, new Vector4(4, width / 2, 0, 0));

    /// <summary>A part of the picture, of premultiplied colour.</summary>
    /// <param name="x">Left edge.</param>
    /// <param name="y">Upper edge.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="uv">Left, top, right, bottom in the picture.</param>
    /// <param name="light">Factor on colour; W is the opacity.</param>
    public void Image(float x, float y, float width, float height, Vector4 uv, Vector4 light) =>
        Add(new Vector4(x, y, width, height), uv, light, new Vector4(2, 0, 0, 0));

    /// <summary>A glyph of the font's picture.</summary>
    public void Glyph(float x, float y, float width, float height, Vector4 uv, Vector4 color) =>
        Add(new Vector4(x, y, width, height), uv, color, new Vector4(1, 0, 0, 0));

    private void Add(Vector4 rect, Vector4 uv, Vector4 color, Vector4 shape)
    {
        if (_count == _quads.Length)
        {
            return;
        }

        if (_runCount == 0 || _runs[_runCount - 1].Picture.Handle != Picture.Handle)
        {
            if (_runCount == _runs.Length)
            {
                return;
            }

            _runs[_runCount++] = new QuadRun(Picture, _count, 0);
        }

        _quads[_count++] = new Quad(rect, uv, color, shape);
        QuadRun run = _runs[_runCount - 1];
        _runs[_runCount - 1] = run with { Count = run.Count + 1 };
    }
}
