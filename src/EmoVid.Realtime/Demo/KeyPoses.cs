namespace EmoVid.Realtime;

/// <summary>Picks the frames by which a loop is told in a still picture: evenly spread ones often all fall near the rest pose, so
/// those that differ most are taken, in their order of time.</summary>
internal sealed class KeyPoses
{
    /// <summary>Instants looked at: enough to meet the turning points of motion of a few hertz.</summary>
    private const int Candidates = 24;

    private readonly RgbaImage[] _frames;
    private readonly double[] _distance = new double[Candidates];

    /// <param name="side">Side of the frames in pixels.</param>
    public KeyPoses(int side) => _frames = [.. Enumerable.Range(0, Candidates).Select(_ => new RgbaImage(side, side, AlphaMode.Premultiplied))];

    /// <summary>Renders the loop and picks from it, greedily: after the first frame always the one whose nearest picked one is
    /// farthest.</summary>
    /// <returns>The frames, in order of time; valid until the next call.</returns>
    public IReadOnlyList<RgbaImage> Pick(StickerClip clip, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Candidates);
        for (int i = 0; i < Candidates; i++)
        {
            clip.RenderAt(clip.Request.Seconds * i / Candidates, _frames[i].Target);
        }

        Array.Fill(_distance, double.PositiveInfinity);
        var picked = new SortedSet<int>();
        for (int next = 0; picked.Count < count; next = Array.IndexOf(_distance, _distance.Max()))
        {
            picked.Add(next);
            for (int i = 0; i < Candidates; i++)
            {
                // A picked frame stands below every other, even where the others equal it.
                _distance[i] = picked.Contains(i) ? -1 : Math.Min(_distance[i], Difference(_frames[i].Pixels, _frames[next].Pixels));
            }
        }

        return [.. picked.Select(i => _frames[i])];
    }

    private static double Difference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        long sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return sum;
    }
}
