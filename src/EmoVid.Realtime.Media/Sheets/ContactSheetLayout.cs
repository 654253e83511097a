namespace EmoVid.Realtime.Media;

/// <summary>What a contact sheet shows.</summary>
public sealed record ContactSheetLayout
{
    /// <summary>Words at the top.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>A smaller line under the title.</summary>
    public string Subtitle { get; init; } = string.Empty;

    /// <summary>A label for each row, at least one.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>A label for each column, at least one.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Frames in a cell, 1-16, read like text: left to right, top to bottom.</summary>
    public int FramesPerCell { get; init; } = 4;

    /// <summary>Pixels along a side of each frame, 16-512.</summary>
    public int FrameSide { get; init; } = 96;
}
