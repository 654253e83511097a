using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Media.Native;

/// <summary>Owns a WebPAnimEncoder.</summary>
internal sealed class WebPEncoderHandle : SafeHandle
{
    public WebPEncoderHandle(nint encoder)
        : base(0, ownsHandle: true) => SetHandle(encoder);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        WebPNative.WebPAnimEncoderDelete(handle);
        return true;
    }
}
