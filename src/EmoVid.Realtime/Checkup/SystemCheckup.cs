using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using EmoVid.Realtime.Generation;
using EmoVid.Realtime.Media;
using EmoVid.Realtime.Vulkan;

namespace EmoVid.Realtime;

/// <summary>Looks at what the SDK stands on: devices, codecs, ONNX Runtime, the model pack. Everything is tried rather than
/// looked up, so that "fine" means that it works.</summary>
public static class SystemCheckup
{
    private static readonly TimeSpan ToolPatience = TimeSpan.FromSeconds(10);

    /// <summary>Runs every check; takes a second or two.</summary>
    /// <param name="packFolder">The model pack, or null when none was found.</param>
    public static IReadOnlyList<CheckupItem> Run(string? packFolder)
    {
        var items = new List<CheckupItem> { Machine() };
        items.AddRange(Devices());
        items.Add(WebP());
        items.Add(Lottie());
        items.Add(Tool("ffmpeg", "ffmpeg", "-version", isRequired: true));
        items.Add(Tool("ffprobe", "ffmpeg", "-version", isRequired: true));
        items.Add(Tool("rsvg-convert", "librsvg2-bin", "--version", isRequired: false));
        items.Add(Networks(packFolder));
        return items;
    }

    private static CheckupItem Machine() => new("machine", string.Create(CultureInfo.InvariantCulture,
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}"), null, true);

    private static List<CheckupItem> Devices()
    {
        const string Remedy = "sudo apt-get install -y libvulkan1 mesa-vulkan-drivers";
        try
        {
            IReadOnlyList<VulkanDeviceInfo> devices = VulkanDevice.Enumerate();
            return devices.Count == 0
                ? [new CheckupItem("vulkan", "the loader, but no device; the CPU twins do the work", Remedy, false)]
                : [.. devices.Select(device => new CheckupItem("vulkan", Describe(device), device.Problem is null ? null : $"update the driver ({device.Problem})", false))];
        }
        catch (VulkanException failure)
        {
            return [new CheckupItem("vulkan", $"none; the CPU twins do the work ({failure.Message})", Remedy, false)];
        }
    }

    private static string Describe(VulkanDeviceInfo device) => string.Create(CultureInfo.InvariantCulture,
        $"{device.Name}, {(device.IsSoftware ? "software" : "hardware")}, Vulkan {device.ApiVersion}, {device.Driver}, subgroups of {device.SubgroupSize}");

    /// <summary>Writes and reads back a clip of one frame.</summary>
    private static CheckupItem WebP()
    {
        string path = Path.Combine(Path.GetTempPath(), $"emovid-{Guid.NewGuid():N}.webp");
        try
        {
            var frame = new RgbaImage(16, 16, AlphaMode.Premultiplied);
            frame.Pixels.AsSpan().Fill(200);
            using (var writer = new AnimatedWebPWriter(path, frame.Width, frame.Height))
            {
                writer.Add(frame.View, 24.0);
                writer.Complete();
            }

            StickerReader.Read(path);
            return new CheckupItem("webp", "libwebp reads and writes animated WebP", null, true);
        }
        catch (EmoVidException failure)
        {
            return new CheckupItem("webp", failure.Message, "sudo apt-get install -y libwebp7 libwebpdemux2 libwebpmux3", true);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Draws the one frame of an animation without shapes.</summary>
    private static CheckupItem Lottie()
    {
        try
        {
            using var file = new MemoryStream("{\"v\":\"5.5.7\",\"fr\":25,\"ip\":0,\"op\":1,\"w\":8,\"h\":8,\"layers\":[{\"ty\":3,\"ind\":1,\"ip\":0,\"op\":1,\"ks\":{}}]}"u8.ToArray());
            using FrameReader reader = FrameReader.Open(file, "lottie", new FrameReaderOptions());
            reader.TryRead(out _);
            return new CheckupItem("lottie", "rlottie draws Lottie and .tgs", null, false);
        }
        catch (EmoVidException failure)
        {
            return new CheckupItem("lottie", failure.Message, "sudo apt-get install -y librlottie0-1", false);
        }
    }

    private static CheckupItem Tool(string program, string package, string question, bool isRequired)
    {
        string remedy = $"sudo apt-get install -y {package}";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, question) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using StreamReader output = process.StandardOutput, error = process.StandardError;
            Task<string> answer = output.ReadToEndAsync();
            if (!process.WaitForExit(ToolPatience))
            {
                process.Kill();
                return new CheckupItem(program, $"no answer to {question} within {ToolPatience.TotalSeconds:0} s", remedy, isRequired);
            }

            string line = answer.GetAwaiter().GetResult().Split('\n')[0].Trim();
            return process.ExitCode == 0 ? new CheckupItem(program, line, null, isRequired) : new CheckupItem(program, $"exit code {process.ExitCode}", remedy, isRequired);
        }
        catch (Win32Exception)
        {
            return new CheckupItem(program, "not installed", remedy, isRequired);
        }
    }

    private static CheckupItem Networks(string? packFolder)
    {
        if (packFolder is null)
        {
            return new CheckupItem("model pack", "none", "name one with --pack", true);
        }

        try
        {
            ModelPack pack = ModelPack.Open(packFolder);
            using var generator = StickerGenerator.Create(pack);
            return new CheckupItem("model pack", $"{pack.Manifest.Name} {pack.Manifest.Version}, sha256 {pack.Hash[..16]}…, runs on {generator.ProviderReason}", null, true);
        }
        catch (ModelPackException failure)
        {
            return new CheckupItem("model pack", failure.Message, "name another with --pack, or get it again", true);
        }
        catch (EmoVidException failure)
        {
            return new CheckupItem("onnx runtime", failure.Message, "./build.sh build", true);
        }
    }
}
