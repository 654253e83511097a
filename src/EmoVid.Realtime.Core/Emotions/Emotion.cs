namespace EmoVid.Realtime;

/// <summary>The eight emotion categories of Mikels et al. (2005), the label set of the EmoVid paper.</summary>
/// <remarks>The numeric order is the product's canonical order: it indexes every eight-element array and the
/// conditioning vector of a model pack. It is not the order around the wheel.</remarks>
public enum Emotion
{
    /// <summary>Positive valence, middle arousal.</summary>
    Amusement = 0,

    /// <summary>Positive valence, middle arousal.</summary>
    Awe = 1,

    /// <summary>Positive valence, low arousal.</summary>
    Contentment = 2,

    /// <summary>Positive valence, high arousal.</summary>
    Excitement = 3,

    /// <summary>Negative valence, high arousal.</summary>
    Anger = 4,

    /// <summary>Negative valence, middle arousal.</summary>
    Disgust = 5,

    /// <summary>Negative valence, high arousal.</summary>
    Fear = 6,

    /// <summary>Negative valence, lowest arousal.</summary>
    Sadness = 7,
}
