using EmoVid.Realtime.Benchmarks.Content;

namespace EmoVid.Realtime.Benchmarks.Peers;

/// <summary>The grade peers: <c>grade_simd.c</c>.</summary>
internal sealed unsafe class GradePeers
{
    private readonly delegate* unmanaged[Cdecl]<byte*, byte*, long, short*, int, void> _grade;
    private readonly delegate* unmanaged[Cdecl]<byte*, byte*, long, float*, void> _affine;
    private readonly delegate* unmanaged[Cdecl]<byte*, byte*, long, void> _copy;

    // A sepia: every weight in use.
    private static ReadOnlySpan<float> Sepia => [0.393f, 0.669f, 0.119f, 0, 0.299f, 0.586f, 0.114f, 0, 0.272f, 0.534f, 0.131f, 0];

    public GradePeers(string folder)
    {
        var library = new PeerLibrary(folder, "grade");
        _grade = (delegate* unmanaged[Cdecl]<byte*, byte*, long, short*, int, void>)library.Function("peer_grade");
        _affine = (delegate* unmanaged[Cdecl]<byte*, byte*, long, float*, void>)library.Function("peer_affine");
        _copy = (delegate* unmanaged[Cdecl]<byte*, byte*, long, void>)library.Function("peer_copy");
    }

    /// <summary>Grades through a table of the SDK's own layout, rounding to the nearest code.</summary>
    public void Grade(FrameRing from, FrameRing to, int frame, ReadOnlySpan<short> entries, int threads)
    {
        fixed (short* table = entries)
        {
            _grade(from.Start(frame), to.Start(frame), from.Pixels, table, threads);
        }
    }

    public void Affine(FrameRing from, FrameRing to, int frame)
    {
        fixed (float* rows = Sepia)
        {
            _affine(from.Start(frame), to.Start(frame), from.Pixels, rows);
        }
    }

    public void Copy(FrameRing from, FrameRing to, int frame) => _copy(from.Start(frame), to.Start(frame), from.Pixels);
}
