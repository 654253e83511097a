using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Writes frames, spread evenly over the clip, side by side into one PNG with alpha.</summary>
public sealed class SheetSink : IFrameSink
{
    /// <summary>Frames on the sheet; a shorter clip shows all of its frames.</summary>
    public const int MaxFrames = 8;

    private readonly AtomicFile _file;
    private readonly RgbaImage _sheet;
    private readonly int _size;
    private readonly int _frameCount;
    private readonly int _shown;
    private int _added;

    /// <summary>Begins the file; a folder that cannot be written shows here.</summary>
    /// <param name="path">The file; its folder must exist. It appears, complete, with <see cref="Complete"/>.</param>
    /// <param name="request">Size and frame count of the clip.</param>
    /// <exception cref="MediaFileException">The file cannot be begun.</exception>
    public SheetSink(string path, ClipRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _size = request.Size;
        _frameCount = request.FrameCount;
        _shown = Math.Min(MaxFrames, _frameCount);
        _sheet = new RgbaImage(_shown * _size, _size, AlphaMode.Premultiplied);
        _file = AtomicFile.Create(path);
    }

    /// <inheritdoc/>
    public void Add(in FrameView frame)
    {
        // Column c shows frame ⌈c · frames / columns⌉; this is the only column that could show the present frame.
        int column = _added * _shown / _frameCount;
        if (column < _shown && (column * _frameCount + _shown - 1) / _shown == _added)
        {
            for (int y = 0; y < _size; y++)
            {
                frame.Row(y).CopyTo(_sheet.Target.Row(y)[(column * _size * 4)..]);
            }
        }

        _added++;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _file.Write(PngWriter.Encode(_sheet.View));
        _file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
