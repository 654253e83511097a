namespace EmoVid.Realtime;

/// <summary>A named way to recolour: a grade, a look, or both.</summary>
/// <remarks>Immutable; any number of threads.</remarks>
public sealed class Mood
{
    internal Mood(string name, string summary, MoodGrade grade, GradeLut? look)
    {
        Name = name;
        Summary = summary;
        Grade = grade;
        Look = look;
    }

    /// <summary>The name, in lower case; the eight emotions' moods bear the emotions' names.</summary>
    public string Name { get; }

    /// <summary>One sentence for people; may be empty.</summary>
    public string Summary { get; }

    /// <summary>The parameters at full strength; neutral for a mood that is a look alone.</summary>
    public MoodGrade Grade { get; }

    /// <summary>The look of a <c>.cube</c> file on this SDK's lattice, or null.</summary>
    public GradeLut? Look { get; }
}
