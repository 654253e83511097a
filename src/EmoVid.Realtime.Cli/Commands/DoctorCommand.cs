using System.CommandLine;
using System.Reflection;
using EmoVid.Realtime.Samples.Stage;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary><c>emovid doctor</c></summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Option<DirectoryInfo?> pack = SharedOptions.Pack();
        var command = new Command("doctor", "Tries devices, providers and codecs; says what is missing and how to get it") { pack };
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            string version = typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            output.WriteLine($"emovid {version}");
            CheckupItem[] items = [.. SystemCheckup.Run(parsed.GetValue(pack)?.FullName ?? ReferencePack.Find()), WindowCheckup.Run()];
            foreach (CheckupItem item in items)
            {
                output.WriteLine($"{(item.IsFine ? "ok     " : item.IsRequired ? "MISSING" : "absent ")} {item.Subject,-13} {FailureLine.OneLine(item.Found)}");
                if (!item.IsFine)
                {
                    output.WriteLine($"        {"",-13} → {item.Remedy}");
                }
            }

            return items.All(item => item.IsFine || !item.IsRequired)
                ? ExitCode.Done
                : throw new EmoVidException($"checking this machine: found {string.Join(", ", items.Where(item => !item.IsFine && item.IsRequired).Select(item => item.Subject))} missing, expected all; follow the arrows above");
        });
        return command;
    }
}
