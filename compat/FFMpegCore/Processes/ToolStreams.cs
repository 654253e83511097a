using System.Diagnostics;

namespace FFMpegCore.Processes;

/// <summary>Closes a process's three pipes when its run is over. The disposal of a <see cref="Process"/> leaves them to the garbage
/// collector, whose late closing can hit a descriptor number that another process's pipe has been given meanwhile: that one
/// then never hears of its end.</summary>
internal sealed class ToolStreams(Process process) : IDisposable
{
    private readonly Stream _input = process.StandardInput.BaseStream;
    private readonly StreamReader _output = process.StandardOutput;
    private readonly StreamReader _error = process.StandardError;

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        try
        {
            _input.Dispose();
        }
        catch (IOException)
        {
            // Nobody reads any more.
        }
    }
}
