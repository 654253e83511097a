using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace EmoVid.Realtime.Cli;

/// <summary>Options that several commands share, so that they mean the same everywhere.</summary>
internal static class SharedOptions
{
    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Show the stack of a failure", Recursive = true };

    public static Option<string> Device() => new Option<string>("--device")
    {
        Description = "What composes, measures and grades: a GPU, a software Vulkan device, or the CPU; auto is a GPU or else the CPU",
        DefaultValueFactory = _ => "auto",
        HelpName = "auto|gpu|software|cpu",
    }.AcceptOnlyFromAmong("auto", "gpu", "software", "cpu");

    public static Option<bool> ToneMap() => new("--tone-map") { Description = "Bring high dynamic range video (PQ, HLG) to sRGB instead of refusing it; slow" };

    public static Option<string> Provider() => new Option<string>("--ep")
    {
        Description = "Execution provider of the network",
        DefaultValueFactory = _ => "auto",
        HelpName = "auto|cpu|webgpu|cuda",
    }.AcceptOnlyFromAmong("auto", "cpu", "webgpu", "cuda");

    public static Option<DirectoryInfo?> Pack() => new("--pack") { Description = "Folder of the model pack (default: the one that came with the tool)", HelpName = "FOLDER" };

    /// <summary>A number with a range that is checked while parsing; NaN is outside every range.</summary>
    public static Option<double> Number(string name, string description, double fallback, double least, double most) => new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{description}, {least}-{most}"),
        DefaultValueFactory = _ => fallback,
        CustomParser = result => double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
            ? value
            : Refuse<double>(result, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}")),
    };

    /// <summary>A whole number with a range that is checked while parsing.</summary>
    public static Option<int> Whole(string name, string description, int fallback, int least, int most) => new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{description}, {least}-{most}"),
        DefaultValueFactory = _ => fallback,
        CustomParser = result => int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : Refuse<int>(result, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}")),
    };

    private static T Refuse<T>(ArgumentResult result, string expected)
        where T : struct
    {
        string option = result.Parent is OptionResult parent ? parent.Option.Name : "argument";
        result.AddError($"reading {option}: found '{result.Tokens[0].Value}', expected {expected}; correct the value");
        return default;
    }
}
