namespace Silk.NET.GLFW;

/// <summary>Hints for the next window that take a number.</summary>
public enum WindowHintInt : int
{
    RedBits = 135169,
    GreenBits = 135170,
    BlueBits = 135171,
    AlphaBits = 135172,
    DepthBits = 135173,
    StencilBits = 135174,
    AccumRedBits = 135175,
    AccumGreenBits = 135176,
    AccumBlueBits = 135177,
    AccumAlphaBits = 135178,
    AuxBuffers = 135179,
    Samples = 135181,
    RefreshRate = 135183,
    ContextVersionMajor = 139266,
    ContextVersionMinor = 139267,
    ContextRevision = 139268,
}
