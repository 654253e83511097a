namespace FFMpegCore;

/// <summary>A video stream.</summary>
public class VideoStream : MediaStream
{
    /// <summary>Average frames a second; not a number where the file does not say.</summary>
    public double AvgFrameRate { get; set; }

    /// <summary>The lowest rate that represents all timestamps; not a number where the file does not say.</summary>
    public double FrameRate { get; set; }

    /// <summary>Pixels a row.</summary>
    public int Width { get; set; }

    /// <summary>Rows.</summary>
    public int Height { get; set; }

    /// <summary>ffmpeg's name of the pixel format.</summary>
    public string PixelFormat { get; set; } = null!;

    /// <summary>The codec's profile.</summary>
    public string Profile { get; set; } = null!;

    /// <summary>Rotation for display, degrees.</summary>
    public int Rotation { get; set; }

    /// <summary>ffmpeg's name of the range ("tv" or "pc"), or empty where the file does not say.</summary>
    public string ColorRange { get; set; } = null!;

    /// <summary>ffmpeg's name of the YCbCr matrix, or empty where the file does not say.</summary>
    public string ColorSpace { get; set; } = null!;

    /// <summary>ffmpeg's name of the transfer function, or empty where the file does not say.</summary>
    public string ColorTransfer { get; set; } = null!;

    /// <summary>ffmpeg's name of the primaries, or empty where the file does not say.</summary>
    public string ColorPrimaries { get; set; } = null!;
}
