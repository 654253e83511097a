using FFMpegCore.Arguments;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace FFMpegCore;

/// <summary>An ffmpeg command line: inputs first, then one output.</summary>
/// <remarks>Pipes are the process's standard input and output here, so there is at most one of each. (The package uses
/// named pipes; callers see no difference.)</remarks>
public sealed class FFMpegArguments : FFMpegArgumentsBase
{
    private readonly FFMpegGlobalArguments _global = new();
    private readonly List<(string Path, bool MustExist)> _inputFiles = [];
    private (string Path, bool Overwrite)? _outputFile;

    private FFMpegArguments()
    {
    }

    /// <summary>The whole command line after the program's name.</summary>
    public string Text => string.Join(' ', _global.Arguments.Concat(Arguments).Select(argument => argument.Text));

    internal IPipeSource? Source { get; private set; }

    internal IPipeSink? Sink { get; private set; }

    /// <summary>Begins with an input file.</summary>
    public static FFMpegArguments FromFileInput(string filePath, bool verifyExists = true, Action<FFMpegArgumentOptions>? addArguments = null) =>
        new FFMpegArguments().AddFileInput(filePath, verifyExists, addArguments);

    /// <summary>Begins with an input that the caller writes.</summary>
    public static FFMpegArguments FromPipeInput(IPipeSource sourcePipe, Action<FFMpegArgumentOptions>? addArguments = null)
    {
        var arguments = new FFMpegArguments { Source = sourcePipe };
        return arguments.WithInput($"{sourcePipe.GetStreamArguments()} -i pipe:0", addArguments);
    }

    /// <summary>Sets options that stand before all inputs.</summary>
    public FFMpegArguments WithGlobalOptions(Action<FFMpegGlobalArguments> configureOptions)
    {
        configureOptions(_global);
        return this;
    }

    /// <summary>Adds a further input file.</summary>
    public FFMpegArguments AddFileInput(string filePath, bool verifyExists = true, Action<FFMpegArgumentOptions>? addArguments = null)
    {
        _inputFiles.Add((filePath, verifyExists));
        return WithInput($"-i \"{filePath}\"", addArguments);
    }

    /// <summary>Ends with an output file.</summary>
    public FFMpegArgumentProcessor OutputToFile(string file, bool overwrite = true, Action<FFMpegArgumentOptions>? addArguments = null)
    {
        _outputFile = (file, overwrite);
        return WithOutput(overwrite ? $"\"{file}\" -y" : $"\"{file}\"", addArguments);
    }

    /// <summary>Ends with an output that the caller reads.</summary>
    public FFMpegArgumentProcessor OutputToPipe(IPipeSink reader, Action<FFMpegArgumentOptions>? addArguments = null)
    {
        Sink = reader;
        return WithOutput("pipe:1 -y", addArguments);
    }

    /// <summary>The checks on files that come before a process is started.</summary>
    internal void CheckFiles()
    {
        foreach ((string path, bool mustExist) in _inputFiles)
        {
            if (mustExist && !File.Exists(path))
            {
                throw new FileNotFoundException("Input file not found", path);
            }
        }

        if (_outputFile is { Overwrite: false } output && File.Exists(output.Path))
        {
            throw new FFMpegException(FFMpegExceptionType.File, "Output file already exists and overwrite is disabled");
        }
    }

    private FFMpegArguments WithInput(string text, Action<FFMpegArgumentOptions>? addArguments)
    {
        AddOptions(addArguments);
        Arguments.Add(new CustomArgument(text));
        return this;
    }

    private FFMpegArgumentProcessor WithOutput(string text, Action<FFMpegArgumentOptions>? addArguments)
    {
        AddOptions(addArguments);
        Arguments.Add(new CustomArgument(text));
        return new FFMpegArgumentProcessor(this);
    }

    private void AddOptions(Action<FFMpegArgumentOptions>? addArguments)
    {
        var options = new FFMpegArgumentOptions();
        addArguments?.Invoke(options);
        Arguments.AddRange(options.Arguments);
    }
}
