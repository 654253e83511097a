using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Media.Native;

/// <summary>Owns a WebPAnimDecoder.</summary>
internal sealed class WebPDecoderHandle : SafeHandle
{
    public WebPDecoderHandle(nint decoder)
        : base(0, ownsHandle: true) => SetHandle(decoder);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        WebPNative.WebPAnimDecoderDelete(handle);
        return true;
    }
}
