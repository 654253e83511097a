namespace EmoVid.Realtime.Generation;

/// <summary>Writes mixes into the conditioning vector of one pack, whose order the pack's manifest states.</summary>
/// <remarks>Immutable; any thread.</remarks>
internal sealed class EmotionConditioning
{
    private readonly int[] _canonical;

    public EmotionConditioning(IReadOnlyList<string> packOrder) =>
        _canonical = [.. packOrder.Select(name => CanonicalNames.IndexOf(name))];

    /// <summary>The eight emotions in canonical order, then neutral.</summary>
    public static List<string> CanonicalNames { get; } = [.. EmotionNames.All, EmotionNames.Neutral];

    /// <summary>Numbers in the vector.</summary>
    public int Size => _canonical.Length;

    /// <summary>Fills the vector; allocates nothing.</summary>
    public void Write(in EmotionMix mix, Span<float> destination)
    {
        Span<float> canonical = stackalloc float[EmotionNames.Count + 1];
        mix.CopyTo(canonical);
        for (int i = 0; i < _canonical.Length; i++)
        {
            destination[i] = canonical[_canonical[i]];
        }
    }
}
