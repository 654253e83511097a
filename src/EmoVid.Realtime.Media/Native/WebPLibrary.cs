using System.Globalization;

namespace EmoVid.Realtime.Media.Native;

/// <summary>Turns a missing or foreign libwebp into one line that says what to install.</summary>
internal static class WebPLibrary
{
    private const string Remedy = "install libwebp7, libwebpdemux2 and libwebpmux3 (apt-get install libwebp7 libwebpdemux2 libwebpmux3)";

    /// <summary>Makes the first call into a library.</summary>
    public static T Call<T>(string doing, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new MediaToolException(MediaException.Compose(doing, "no usable libwebp", "libwebp with its mux and demux libraries", Remedy), exception);
        }
    }

    /// <summary>A library whose ABI is another one.</summary>
    public static MediaToolException WrongVersion(string library, int version) => new(MediaException.Compose(
        $"Loading {library}",
        string.Create(CultureInfo.InvariantCulture, $"version {version >> 16}.{(version >> 8) & 255}.{version & 255} with a foreign binary interface"),
        "version 1.x",
        Remedy));
}
