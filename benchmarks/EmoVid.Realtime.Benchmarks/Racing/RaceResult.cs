namespace EmoVid.Realtime.Benchmarks.Racing;

/// <summary>The samples of a race, milliseconds a frame.</summary>
internal sealed class RaceResult(IReadOnlyList<string> names, IReadOnlyList<double[]> samples)
{
    public IReadOnlyList<string> Names => names;

    public bool Has(string name) => names.Contains(name);

    /// <summary>Milliseconds a frame of one contestant.</summary>
    public Spread Time(string name) => Spread.Of(Of(name));

    /// <summary>How many times longer the first takes than the second, round by round.</summary>
    public Spread Ratio(string slow, string fast) => Ratio(slow, this, fast);

    /// <summary>The same against a contestant of another race of as many rounds; only where one race cannot hold both.</summary>
    public Spread Ratio(string slow, RaceResult other, string fast) =>
        Spread.Of([.. Of(slow).Zip(other.Of(fast), (a, b) => a / b)]);

    private double[] Of(string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return samples[i];
            }
        }

        throw new ArgumentException($"\"{name}\" did not run.", nameof(name));
    }
}
