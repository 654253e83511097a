using System.CommandLine;
using System.Globalization;
using EmoVid.Realtime.Cli.Arguments;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid lut --mood sadness:0.7,… -o F.cube</c></summary>
internal static class LutCommand
{
    public static Command Create()
    {
        Option<string> mood = MoodArgument.Create();
        Option<DirectoryInfo?> moods = MoodArgument.Folder();
        Option<double> strength = SharedOptions.Number("--strength", "How much of the mood", 1, 0, 1);
        Option<int> size = SharedOptions.Whole("--size", "Points along each axis", GradeLut.Size, CubeLut.MinSize, CubeLut.MaxLatticeSize);
        Option<double> skin = MoodArgument.SkinProtection();
        var output = new Option<FileInfo>("--output", "-o") { Description = "Output file: .cube, as OBS, ffmpeg and colour tools read it", HelpName = "FILE.cube", Required = true };

        var command = new Command("lut", "Writes a mood as a .cube look") { mood, moods, strength, size, skin, output };
        command.SetAction((parsed, _) =>
        {
            FileInfo target = parsed.GetRequiredValue(output);
            OutputPlace.Format("--output", target, "cube");
            OutputPlace.Require(target);
            using MoodLibrary library = MoodArgument.Open(parsed.GetValue(moods));
            string text = parsed.GetRequiredValue(mood);
            GradeRecipe recipe = MoodArgument.Read(library, text);
            recipe.Scale((float)parsed.GetValue(strength));
            GradeLut lut = GradeLutBaker.Bake(recipe, new GradeBakeOptions { SkinProtection = (float)parsed.GetValue(skin) });
            string title = string.Create(CultureInfo.InvariantCulture, $"EmoVid {text} at {parsed.GetValue(strength)}");
            AtomicFile.WriteText(target.FullName, CubeLut.From(lut, title, parsed.GetValue(size)).ToText());
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
