using System.Runtime.InteropServices;
using EmoVid.Realtime.Media.Native;

namespace EmoVid.Realtime.Media;

/// <summary>Reads WebP through libwebpdemux, which ffmpeg cannot before version 8: blending and disposal included.</summary>
internal sealed unsafe class WebPFrameReader : FrameReader
{
    private readonly MediaSource _source;
    private readonly PictureHeader _header;
    private readonly RgbaImage _image;
    private readonly WebPDecoderHandle _decoder;
    private GCHandle _data;

    public WebPFrameReader(MediaSource source, PictureHeader header)
        : base(MediaKind.WebP, header.Width, header.Height, header.FrameMilliseconds.Length, Total(header))
    {
        _source = source;
        _header = header;
        _data = GCHandle.Alloc(source.Data, GCHandleType.Pinned);
        try
        {
            _decoder = WebPLibrary.Call($"Reading '{source.Name}'", NewDecoder);
            CheckInfo();
            _image = new RgbaImage(Width, Height, AlphaMode.Straight);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private protected override bool TryReadNext(int index, TimeSpan time, out MediaFrame frame)
    {
        nint decoder = _decoder.DangerousGetHandle();
        frame = default;
        if (WebPNative.WebPAnimDecoderHasMoreFrames(decoder) == 0)
        {
            return index == FrameCount ? false : throw Damaged(index);
        }

        byte* pixels;
        int end;
        if (WebPNative.WebPAnimDecoderGetNext(decoder, &pixels, &end) == 0)
        {
            throw Damaged(index);
        }

        new ReadOnlySpan<byte>(pixels, _image.Pixels.Length).CopyTo(_image.Pixels);
        frame = new MediaFrame(_image, index, time, TimeSpan.FromMilliseconds(_header.FrameMilliseconds[index]));
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The decoder looks into the pinned data, so it goes first.
        _decoder?.Dispose();
        if (_data.IsAllocated)
        {
            _data.Free();
        }
    }

    private WebPDecoderHandle NewDecoder()
    {
        WebPAnimDecoderOptions options;
        if (WebPNative.WebPAnimDecoderOptionsInitInternal(&options, WebPNative.DemuxAbi) == 0)
        {
            throw WebPLibrary.WrongVersion("libwebpdemux", WebPNative.WebPGetDemuxVersion());
        }

        options.ColorMode = WebPNative.ModeRgba;
        var data = new WebPData { Bytes = (byte*)_data.AddrOfPinnedObject(), Size = (nuint)_source.Data.Length };
        var handle = new WebPDecoderHandle(WebPNative.WebPAnimDecoderNewInternal(&data, &options, WebPNative.DemuxAbi));
        return handle.IsInvalid ? throw _source.Broken("a WebP that libwebp refuses", "an undamaged file") : handle;
    }

    /// <summary>libwebp's own reading of the sizes decides how much memory its frames have.</summary>
    private void CheckInfo()
    {
        WebPAnimInfo info;
        if (WebPNative.WebPAnimDecoderGetInfo(_decoder.DangerousGetHandle(), &info) == 0
            || info.CanvasWidth != Width || info.CanvasHeight != Height || info.FrameCount != FrameCount)
        {
            throw _source.Broken("a WebP whose headers contradict each other", "an undamaged file");
        }
    }

    private MediaFormatException Damaged(int index) =>
        _source.Broken($"damage in frame {index + 1} of {FrameCount}", "an undamaged file");
}
