namespace FFMpegCore.Arguments;

/// <summary>Words that go onto the command line as they are.</summary>
public class CustomArgument : IArgument
{
    /// <summary>Takes the words.</summary>
    public CustomArgument(string argument) => Text = argument ?? string.Empty;

    /// <inheritdoc/>
    public string Text { get; }
}
