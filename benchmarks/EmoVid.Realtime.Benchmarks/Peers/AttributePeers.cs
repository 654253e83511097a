using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using EmoVid.Realtime.Benchmarks.Content;

namespace EmoVid.Realtime.Benchmarks.Peers;

/// <summary>The attribute peers: <c>attributes_simd.c</c> and <c>attributes_opencv.cpp</c>.</summary>
internal sealed unsafe class AttributePeers
{
    private readonly delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerSums*, void> _avx2;
    private readonly delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerSums*, void> _avx512;
    private readonly delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerMeans*, void> _planes;
    private readonly delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerMeans*, void> _hsv;
    private readonly delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerMeans*, void> _tutorial;

    public AttributePeers(string folder)
    {
        _avx2 = (delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerSums*, void>)new PeerLibrary(folder, "attributes256").Function("peer_attributes_256");
        if (HasAvx512)
        {
            _avx512 = (delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerSums*, void>)new PeerLibrary(folder, "attributes512").Function("peer_attributes_512");
        }

        var openCv = new PeerLibrary(folder, "attributesopencv");
        _planes = (delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerMeans*, void>)openCv.Function("peer_opencv_planes");
        _hsv = (delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerMeans*, void>)openCv.Function("peer_opencv_hsv");
        _tutorial = (delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerMeans*, void>)openCv.Function("peer_opencv_tutorial");
        var version = (delegate* unmanaged[Cdecl]<byte*>)openCv.Function("peer_opencv_version");
        OpenCvVersion = Marshal.PtrToStringUTF8((nint)version()) ?? "?";
    }

    public static bool HasAvx512 => Avx512BW.IsSupported;

    public string OpenCvVersion { get; }

    public PeerSums Avx2(FrameRing ring, int frame, int threads) => Sums(_avx2, ring, frame, threads);

    public PeerSums Avx512(FrameRing ring, int frame, int threads) => Sums(_avx512, ring, frame, threads);

    public PeerMeans OpenCvPlanes(FrameRing ring, int frame, int threads) => Means(_planes, ring, frame, threads);

    public PeerMeans OpenCvHsv(FrameRing ring, int frame, int threads) => Means(_hsv, ring, frame, threads);

    public PeerMeans OpenCvTutorial(FrameRing ring, int frame, int threads) => Means(_tutorial, ring, frame, threads);

    private static PeerSums Sums(delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerSums*, void> peer, FrameRing ring, int frame, int threads)
    {
        PeerSums sums;
        peer(ring.Start(frame), 4L * ring.Width, ring.Width, ring.Height, threads, &sums);
        return sums;
    }

    private static PeerMeans Means(delegate* unmanaged[Cdecl]<byte*, long, int, int, int, PeerMeans*, void> peer, FrameRing ring, int frame, int threads)
    {
        PeerMeans means;
        peer(ring.Start(frame), 4L * ring.Width, ring.Width, ring.Height, threads, &means);
        return means;
    }
}
