using System.Globalization;
using FFMpegCore.Exceptions;

namespace FFMpegCore.Pipes;

/// <summary>Feeds ffmpeg with raw frames of one size and pixel format.</summary>
/// <remarks>The first frame is taken from the sequence when the command line is built, because its size stands there.</remarks>
public class RawVideoPipeSource : IPipeSource
{
    private readonly IEnumerator<IVideoFrame> _frames;
    private bool _started;

    /// <summary>Takes the frames, which are enumerated once.</summary>
    public RawVideoPipeSource(IEnumerable<IVideoFrame> framesEnumerator) => _frames = framesEnumerator.GetEnumerator();

    /// <summary>ffmpeg's name of the pixel format, known once the command line is built.</summary>
    public string StreamFormat { get; private set; } = null!;

    /// <summary>Pixels a row, known once the command line is built.</summary>
    public int Width { get; private set; }

    /// <summary>Rows, known once the command line is built.</summary>
    public int Height { get; private set; }

    /// <summary>Frames a second.</summary>
    public double FrameRate { get; set; } = 25;

    /// <inheritdoc/>
    public string GetStreamArguments()
    {
        if (!_started)
        {
            if (!_frames.MoveNext())
            {
                throw new InvalidOperationException("Enumerator is empty, unable to get frame");
            }

            _started = true;
            StreamFormat = _frames.Current.Format;
            Width = _frames.Current.Width;
            Height = _frames.Current.Height;
        }

        return string.Create(CultureInfo.InvariantCulture, $"-f rawvideo -r {FrameRate} -pix_fmt {StreamFormat} -s {Width}x{Height}");
    }

    /// <inheritdoc/>
    public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
    {
        if (!_started)
        {
            GetStreamArguments();
        }

        do
        {
            IVideoFrame frame = _frames.Current;
            if (frame.Width != Width || frame.Height != Height || frame.Format != StreamFormat)
            {
                throw new FFMpegStreamFormatException(
                    FFMpegExceptionType.Operation,
                    string.Create(CultureInfo.InvariantCulture, $"A raw video frame is {frame.Width}x{frame.Height} {frame.Format}, but the stream began as {Width}x{Height} {StreamFormat}"));
            }

            await frame.SerializeAsync(outputStream, cancellationToken).ConfigureAwait(false);
        }
        while (_frames.MoveNext());
    }
}
