namespace EmoVid.Realtime;

/// <summary>What a bake takes when moods bring looks as well as parameters: the sum of all parameters, and each look with its weight.</summary>
/// <remarks>Reusable, so that composing one a frame allocates nothing. One thread at a time.</remarks>
public sealed class GradeRecipe
{
    private readonly List<(GradeLut Look, float Weight)> _looks = [];

    /// <summary>The blend of the moods' parameters; a controller may add to it.</summary>
    public MoodGrade Grade { get; set; }

    /// <summary>Number of looks.</summary>
    public int LookCount => _looks.Count;

    /// <summary>Whether the recipe bakes to the identity.</summary>
    public bool IsNeutral => Grade.IsNeutral && _looks.Count == 0;

    /// <summary>One of the looks and its weight.</summary>
    public (GradeLut Look, float Weight) GetLook(int index) => _looks[index];

    /// <summary>Makes it neutral.</summary>
    public void Clear()
    {
        Grade = default;
        _looks.Clear();
    }

    /// <summary>Takes over another recipe's parameters and looks.</summary>
    public void CopyFrom(GradeRecipe other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Clear();
        Grade = other.Grade;
        for (int i = 0; i < other._looks.Count; i++)
        {
            _looks.Add(other._looks[i]);
        }
    }

    /// <summary>Whether both have the same looks with the same weights, in the same order; parameters are not compared.</summary>
    public bool HasLooksOf(GradeRecipe other)
    {
        ArgumentNullException.ThrowIfNull(other);
        bool same = _looks.Count == other._looks.Count;
        for (int i = 0; same && i < _looks.Count; i++)
        {
            same = ReferenceEquals(_looks[i].Look, other._looks[i].Look) && _looks[i].Weight == other._looks[i].Weight;
        }

        return same;
    }

    /// <summary>Adds a mood at a part of its strength.</summary>
    /// <param name="mood">The mood.</param>
    /// <param name="weight">Finite; 0 adds nothing.</param>
    public void Add(Mood mood, float weight)
    {
        ArgumentNullException.ThrowIfNull(mood);
        if (!float.IsFinite(weight))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is a finite number.");
        }

        if (weight != 0f)
        {
            Grade += mood.Grade * weight;
            if (mood.Look is not null)
            {
                _looks.Add((mood.Look, weight));
            }
        }
    }

    /// <summary>Weakens or strengthens everything that was added so far.</summary>
    /// <param name="strength">0-1.</param>
    public void Scale(float strength)
    {
        if (!(strength is >= 0f and <= 1f))
        {
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "A strength is a number from 0 to 1.");
        }

        Grade *= strength;
        for (int i = 0; i < _looks.Count; i++)
        {
            _looks[i] = (_looks[i].Look, _looks[i].Weight * strength);
        }
    }
}
