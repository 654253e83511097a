using System.IO.Compression;
using System.Xml.Linq;

namespace EmoVid.Realtime.Package.Tests;

/// <summary>What <c>./build.sh pack</c> makes, and a fresh project that takes it.</summary>
public class PackageTests(PackedSdk packed) : IClassFixture<PackedSdk>
{
    private static readonly string[] Layers =
        ["EmoVid.Realtime", "EmoVid.Realtime.Core", "EmoVid.Realtime.Generation", "EmoVid.Realtime.Media", "EmoVid.Realtime.Vulkan"];

    [Fact]
    public void The_package_holds_all_layers_natives_models_and_words_and_shows_no_stand_in_to_a_compiler()
    {
        string[] entries = Entries(packed.File(".nupkg"));
        foreach (string layer in Layers)
        {
            Assert.Contains($"lib/net10.0/{layer}.dll", entries);
            Assert.Contains($"ref/net10.0/{layer}.dll", entries);
            Assert.Contains($"ref/net10.0/{layer}.xml", entries);
        }

        Assert.Equal(Layers.Order(StringComparer.Ordinal), entries.Where(entry => entry.StartsWith("ref/", StringComparison.Ordinal) && entry.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => Path.GetFileNameWithoutExtension(entry)).Order(StringComparer.Ordinal));
        string[] foreign = [.. entries.Where(entry => entry.StartsWith("lib/", StringComparison.Ordinal) && entry.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => Path.GetFileName(entry)).Except(Layers.Select(layer => layer + ".dll"))];
        Assert.Contains("EmoVid.Realtime.Compat.Silk.NET.Vulkan.dll", foreign);
        Assert.Contains("EmoVid.Realtime.Compat.Microsoft.ML.OnnxRuntime.dll", foreign);
        Assert.Contains("EmoVid.Realtime.Compat.FFMpegCore.dll", foreign);
        Assert.All(foreign, name => Assert.StartsWith("EmoVid.Realtime.Compat.", name, StringComparison.Ordinal));
        Assert.Contains("runtimes/linux-x64/native/libonnxruntime.so", entries);
        Assert.Contains(entries, entry => entry.StartsWith("models/", StringComparison.Ordinal) && entry.EndsWith("/manifest.json", StringComparison.Ordinal));
        Assert.Contains(entries, entry => entry.StartsWith("models/", StringComparison.Ordinal) && entry.EndsWith("/LICENSE.txt", StringComparison.Ordinal));
        Assert.All(["README.md", "LICENSE", "THIRD-PARTY-NOTICES.md", "buildTransitive/net10.0/EmoVid.Realtime.targets"], name => Assert.Contains(name, entries));
        Assert.DoesNotContain(entries, entry => entry.EndsWith(".pdb", StringComparison.Ordinal) || entry.StartsWith("models/eval", StringComparison.Ordinal));
    }

    [Fact]
    public void The_symbols_are_a_package_beside_it()
    {
        string[] entries = Entries(packed.File(".snupkg"));
        Assert.All(Layers, layer => Assert.Contains($"lib/net10.0/{layer}.pdb", entries));
    }

    [Fact]
    public void It_depends_on_what_a_package_source_has_to_serve_and_nothing_else()
    {
        using ZipArchive archive = ZipFile.OpenRead(packed.File(".nupkg"));
        using Stream nuspec = archive.GetEntry("EmoVid.Realtime.nuspec")!.Open();
        string[] dependencies = [.. XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!)];
        Assert.Equal(["System.Numerics.Tensors"], dependencies);
    }

    [Fact]
    public void A_fresh_console_project_makes_a_sticker_act_beside_a_Silk_NET_of_its_own()
    {
        string folder = Directory.CreateDirectory(Path.Combine(packed.Folder, "Consumer")).FullName;
        string version = Path.GetFileNameWithoutExtension(packed.File(".nupkg"))["EmoVid.Realtime.".Length..];
        string known = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string silk = Path.Combine(AppContext.BaseDirectory, "Silk.NET.Vulkan.dll"), core = Path.Combine(AppContext.BaseDirectory, "Silk.NET.Core.dll");
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(packed.Folder, "cache")}" /></config>
              <packageSources><clear /><add key="local" value="{packed.Packages}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="known" value="{known}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="EmoVid.Realtime" Version="{version}" />
                <Reference Include="Silk.NET.Vulkan" HintPath="{silk}" />
                <Reference Include="Silk.NET.Core" HintPath="{core}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", """
            using EmoVid.Realtime;
            using EmoVid.Realtime.Media;
            using Silk.NET.Vulkan;

            using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
            using StickerAnimator animator = StickerAnimator.Open(ReferencePack.Require(), engine);
            var request = new ClipRequest { Mix = EmotionMix.Of(Emotion.Anger), Seconds = 0.5, Size = 64 };
            using StickerClip clip = animator.CreateClip(StickerReader.Read(args[0]).View, request);
            using AttributeMeter meter = engine.CreateMeter();
            using var sink = new ClipSink(args[1], request);
            ClipReport report = ClipExporter.Export(clip, meter, [sink], null, CancellationToken.None);
            Console.WriteLine($"{report.Frames} frames beside {typeof(Vk).Assembly.GetName().Name}");
            """);
        CommandRun.Of(folder, "dotnet", "build", "-c", "Release", "-nodeReuse:false", "-p:UseSharedCompilation=false", "--tl:off", "-v", "quiet").Succeeded();
        string output = Path.Combine(folder, "out.webp");
        CommandRun run = CommandRun.Of(folder, "dotnet", "exec", Path.Combine(folder, "bin", "Release", "net10.0", "Consumer.dll"), CommittedFiles.Still("dog.webp"), output).Succeeded();
        Assert.Equal("12 frames beside Silk.NET.Vulkan\n", run.Output);
        Assert.Equal("RIFF", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(output), 0, 4));

        void Write(string name, string content) => File.WriteAllText(Path.Combine(folder, name), content);
    }

    private static string[] Entries(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName))];
    }
}
