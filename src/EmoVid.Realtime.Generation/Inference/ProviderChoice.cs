using System.Globalization;

namespace EmoVid.Realtime.Generation;

/// <summary>How <see cref="ExecutionProvider.Auto"/> chooses: every provider that a device is there for is tried, and the fastest on the pack's
/// own renderer is taken. Small networks are often faster on the CPU, since their results are wanted there.</summary>
internal static class ProviderChoice
{
    public static StickerGenerator Fastest(ModelPack pack, GeneratorOptions options)
    {
        ExecutionProvider[] candidates = [.. Candidates()];
        string none = candidates.Length == 0 ? ", as no GPU was found" : "";
        StickerGenerator best = StickerGenerator.CreateOn(pack, ExecutionProvider.Cpu, options, $"cpu: chosen by auto{none}");
        foreach (ExecutionProvider candidate in candidates)
        {
            string name = candidate.ToString().ToLowerInvariant();
            try
            {
                StickerGenerator other = StickerGenerator.CreateOn(pack, candidate, options, "");
                string against = string.Create(CultureInfo.InvariantCulture,
                    $"{other.TrialMilliseconds:0.00} ms a frame on {name}, {best.TrialMilliseconds:0.00} on {best.Provider.ToString().ToLowerInvariant()}");
                StickerGenerator slower = other.TrialMilliseconds < best.TrialMilliseconds ? best : other;
                StickerGenerator faster = slower == best ? other : best;
                faster.ProviderReason = $"{faster.Provider.ToString().ToLowerInvariant()}: chosen by auto, {against}";
                slower.Dispose();
                best = faster;
            }
            catch (Exception e) when (StickerGenerator.IsProviderFailure(e))
            {
                best.ProviderReason += $"; {name} does not work here ({NativeRuntime.Cause(e.InnerException ?? e)})";
            }
        }

        return best;
    }

    // A provider without a device would cost a second and a hundred megabytes to say so. Other systems have no such sign, and say so.
    private static IEnumerable<ExecutionProvider> Candidates()
    {
        if (!OperatingSystem.IsLinux() || File.Exists("/dev/nvidiactl"))
        {
            yield return ExecutionProvider.Cuda;
        }

        if (!OperatingSystem.IsLinux() || Directory.Exists("/dev/dri"))
        {
            yield return ExecutionProvider.WebGpu;
        }
    }
}
