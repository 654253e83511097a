using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Benchmarks.Peers;

/// <summary>A library of peers, built by <c>benchmarks/peers/build.sh</c> and loaded into this process.</summary>
internal sealed class PeerLibrary : IDisposable
{
    private readonly nint _handle;

    public PeerLibrary(string folder, string name) => _handle = NativeLibrary.Load(Path.Combine(folder, $"lib{name}.so"));

    public nint Function(string name) => NativeLibrary.GetExport(_handle, name);

    public void Dispose()
    {
        // Left loaded: threads of a peer may still sleep inside it.
    }
}
