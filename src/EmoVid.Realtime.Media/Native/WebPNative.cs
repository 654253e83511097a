using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Media.Native;

/// <summary>The part of libwebp, libwebpmux and libwebpdemux that this layer calls.</summary>
internal static unsafe partial class WebPNative
{
    /// <summary>ABI versions of libwebp 1.2. The libraries compare the major byte alone and stay compatible below it.</summary>
    public const int EncoderAbi = 0x020f;
    public const int MuxAbi = 0x0108;
    public const int DemuxAbi = 0x0107;

    /// <summary>MODE_RGBA of decode.h: straight alpha, bytes R, G, B, A.</summary>
    public const int ModeRgba = 1;

    [LibraryImport(NativeLibraryNames.WebP)]
    public static partial int WebPConfigInitInternal(WebPConfig* config, int preset, float quality, int version);

    [LibraryImport(NativeLibraryNames.WebP)]
    public static partial int WebPValidateConfig(WebPConfig* config);

    [LibraryImport(NativeLibraryNames.WebP)]
    public static partial int WebPPictureInitInternal(WebPPicture* picture, int version);

    [LibraryImport(NativeLibraryNames.WebP)]
    public static partial void WebPPictureFree(WebPPicture* picture);

    [LibraryImport(NativeLibraryNames.WebP)]
    public static partial void WebPFree(void* pointer);

    [LibraryImport(NativeLibraryNames.WebP)]
    public static partial int WebPGetEncoderVersion();

    [LibraryImport(NativeLibraryNames.WebPMux)]
    public static partial int WebPAnimEncoderOptionsInitInternal(WebPAnimEncoderOptions* options, int version);

    [LibraryImport(NativeLibraryNames.WebPMux)]
    public static partial nint WebPAnimEncoderNewInternal(int width, int height, WebPAnimEncoderOptions* options, int version);

    [LibraryImport(NativeLibraryNames.WebPMux)]
    public static partial int WebPAnimEncoderAdd(nint encoder, WebPPicture* frame, int timestampMilliseconds, WebPConfig* config);

    [LibraryImport(NativeLibraryNames.WebPMux)]
    public static partial int WebPAnimEncoderAssemble(nint encoder, WebPData* data);

    [LibraryImport(NativeLibraryNames.WebPMux)]
    public static partial byte* WebPAnimEncoderGetError(nint encoder);

    [LibraryImport(NativeLibraryNames.WebPMux)]
    public static partial void WebPAnimEncoderDelete(nint encoder);

    [LibraryImport(NativeLibraryNames.WebPMux)]
    public static partial int WebPGetMuxVersion();

    [LibraryImport(NativeLibraryNames.WebPDemux)]
    public static partial int WebPAnimDecoderOptionsInitInternal(WebPAnimDecoderOptions* options, int version);

    [LibraryImport(NativeLibraryNames.WebPDemux)]
    public static partial nint WebPAnimDecoderNewInternal(WebPData* data, WebPAnimDecoderOptions* options, int version);

    [LibraryImport(NativeLibraryNames.WebPDemux)]
    public static partial int WebPAnimDecoderGetInfo(nint decoder, WebPAnimInfo* info);

    [LibraryImport(NativeLibraryNames.WebPDemux)]
    public static partial int WebPAnimDecoderGetNext(nint decoder, byte** frame, int* timestampMilliseconds);

    [LibraryImport(NativeLibraryNames.WebPDemux)]
    public static partial int WebPAnimDecoderHasMoreFrames(nint decoder);

    [LibraryImport(NativeLibraryNames.WebPDemux)]
    public static partial void WebPAnimDecoderDelete(nint decoder);

    [LibraryImport(NativeLibraryNames.WebPDemux)]
    public static partial int WebPGetDemuxVersion();
}
