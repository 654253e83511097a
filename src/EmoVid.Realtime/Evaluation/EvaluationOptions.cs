namespace EmoVid.Realtime;

/// <summary>What an evaluation does.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Where the report goes; must exist.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Performances of each emotion by each still, 1-64. Default 8.</summary>
    public int Seeds { get; init; } = 8;

    /// <summary>Every which still acts, 1 for all. Default 1.</summary>
    public int StillStep { get; init; } = 1;

    /// <summary>Seconds of the endless act that is looked at for drift, at least 4. Default 600.</summary>
    public double DriftSeconds { get; init; } = 600;

    /// <summary>Threads, 1-64. Default 2.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>A subset in a minute or two: every sixth still, two seeds, a minute of drift.</summary>
    public static EvaluationOptions Quick(string outputFolder) => new() { OutputFolder = outputFolder, Seeds = 2, StillStep = 6, DriftSeconds = 60 };

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputFolder);
        Require(Seeds is >= 1 and <= 64, Seeds, nameof(Seeds));
        Require(StillStep >= 1, StillStep, nameof(StillStep));
        Require(DriftSeconds is >= 4 and <= 86400, DriftSeconds, nameof(DriftSeconds));
        Require(Threads is >= 1 and <= 64, Threads, nameof(Threads));
    }

    private static void Require(bool holds, object value, string name)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, "Outside the range that the property's documentation states.");
        }
    }
}
