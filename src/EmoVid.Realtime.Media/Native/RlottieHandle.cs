using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Media.Native;

/// <summary>Owns an animation of rlottie's.</summary>
internal sealed class RlottieHandle : SafeHandle
{
    public RlottieHandle(nint animation)
        : base(0, ownsHandle: true) => SetHandle(animation);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        RlottieNative.Destroy(handle);
        return true;
    }
}
