using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace EmoVid.Realtime.Generation;

/// <summary>The process's one ONNX Runtime.</summary>
/// <remarks>Any thread.</remarks>
internal static partial class NativeRuntime
{
    private static readonly Lock Gate = new();

    /// <summary>Starts ONNX Runtime without telemetry, and silent: what it has to say arrives in exceptions. A host that started
    /// it already keeps its own settings.</summary>
    /// <exception cref="EmoVidException">The native library is missing or does not fit.</exception>
    public static void Start()
    {
        try
        {
            lock (Gate)
            {
                if (!OrtEnv.IsCreated)
                {
                    var options = new EnvironmentCreationOptions { logId = "EmoVid.Realtime", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
                    OrtEnv.CreateInstanceWithOptions(ref options).DisableTelemetryEvents();
                }
            }
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new EmoVidException($"loading ONNX Runtime: found no library that loads ({e.GetBaseException().GetType().Name}), expected it in {AppContext.BaseDirectory}; build again with ./build.sh", e);
        }
    }

    /// <summary>The one line of a native message that tells something: without error code, and without the file, function and
    /// condition of ONNX Runtime's own source that a failed assertion names.</summary>
    public static string Cause(Exception e)
    {
        string message = e.Message.Trim();
        int end = message.AsSpan().IndexOfAny('\r', '\n');
        return Prefix().Replace(end < 0 ? message : message[..end], "");
    }

    [GeneratedRegex(@"^\[ErrorCode:\w+\] |\S+\.(?:cc|h):\d+ .* was false\. ", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
