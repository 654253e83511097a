using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>A baked grade: a lattice of 33³ colours, sRGB-encoded in and out, that graders interpolate tetrahedrally.</summary>
/// <remarks>
/// <para>Entry (r, g, b) stands at index r + 33·g + 33²·b and holds four 16-bit integers: red, green, blue in units of 1/32640
/// (255·128, so that 8-bit codes are multiples of 128 and the lattice's own positions are whole numbers) and a zero.</para>
/// <para>Read-only to its users. One that <see cref="GradeLutBaker.Bake(in MoodGrade, in GradeBakeOptions)"/> returned never changes; those
/// of a <see cref="GradeLutExchange"/> change only while the exchange has them back. Any number of threads may read.</para>
/// </remarks>
public sealed class GradeLut
{
    /// <summary>Lattice points along each axis.</summary>
    public const int Size = 33;

    /// <summary>The integer that stands for 1.0.</summary>
    public const int One = 32640;

    /// <summary>Lattice points in all.</summary>
    public const int EntryCount = Size * Size * Size;

    /// <summary>16-bit integers of one entry.</summary>
    public const int Channels = 4;

    /// <summary>One entry more than the lattice has, so that a 16-byte load at the last entry stays inside.</summary>
    private readonly short[] _entries = GC.AllocateArray<short>((EntryCount + 1) * Channels, pinned: true);

    internal GradeLut()
    {
    }

    /// <summary>The lattice of the identity.</summary>
    public static GradeLut Identity { get; } = CreateIdentity();

    /// <summary>Whether the lattice is the identity's, so that a grader may copy instead of interpolating.</summary>
    public bool IsIdentity { get; private set; }

    /// <summary>A number that differs between any two contents of this process, so that a device copy knows when it is stale.</summary>
    public long Version { get; private set; }

    /// <summary>The entries, <see cref="EntryCount"/> times <see cref="Channels"/> integers, red fastest.</summary>
    public ReadOnlySpan<short> Entries => _entries.AsSpan(0, EntryCount * Channels);

    /// <summary>The colour at a lattice point, 0-1.</summary>
    public (float Red, float Green, float Blue) this[int red, int green, int blue]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)red, (uint)Size, nameof(red));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)green, (uint)Size, nameof(green));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)blue, (uint)Size, nameof(blue));
            ReadOnlySpan<short> entry = _entries.AsSpan((red + Size * (green + Size * blue)) * Channels, Channels);
            return (entry[0] / (float)One, entry[1] / (float)One, entry[2] / (float)One);
        }
    }

    /// <summary>The weighted blend of baked grades into a new one: the identity plus each grade's difference from it times its
    /// weight, held to 0-1.</summary>
    /// <param name="luts">The grades.</param>
    /// <param name="weights">As many finite weights; what they leave to 1 is the identity.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static GradeLut Blend(IReadOnlyList<GradeLut> luts, ReadOnlySpan<float> weights)
    {
        ArgumentNullException.ThrowIfNull(luts);
        if (luts.Count != weights.Length)
        {
            throw new ArgumentException($"A blend takes a weight for each grade, but there are {luts.Count} grades and {weights.Length} weights.", nameof(weights));
        }

        Span<float> sum = new float[EntryCount * Channels];
        ReadOnlySpan<short> identity = Identity.Entries;
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = identity[i];
        }

        for (int lut = 0; lut < luts.Count; lut++)
        {
            ReadOnlySpan<short> entries = luts[lut].Entries;
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += weights[lut] * (entries[i] - identity[i]);
            }
        }

        var blend = new GradeLut();
        Span<short> written = blend.Writable;
        for (int i = 0; i < sum.Length; i++)
        {
            written[i] = (short)Math.Clamp(MathF.Round(sum[i]), 0, One);
        }

        blend.Seal();
        return blend;
    }

    /// <summary>The entries for the baker.</summary>
    internal Span<short> Writable => _entries.AsSpan(0, EntryCount * Channels);

    /// <summary>The entries with the spare one, for kernels that load 16 bytes at a time. The array is pinned.</summary>
    internal ref short First => ref MemoryMarshal.GetArrayDataReference(_entries);

    /// <summary>Ends a bake: the content gets its version, and it is found out whether it is the identity.</summary>
    internal void Seal()
    {
        Version = Interlocked.Increment(ref _lastVersion);
        IsIdentity = ReferenceEquals(Identity, null) || Entries.SequenceEqual(Identity.Entries);
    }

    private static long _lastVersion;

    private static GradeLut CreateIdentity()
    {
        var lut = new GradeLut();
        Span<short> entries = lut.Writable;
        const int Step = One / (Size - 1);
        for (int i = 0; i < EntryCount; i++)
        {
            entries[i * Channels] = (short)(i % Size * Step);
            entries[i * Channels + 1] = (short)(i / Size % Size * Step);
            entries[i * Channels + 2] = (short)(i / (Size * Size) * Step);
        }

        lut.Seal();
        return lut;
    }
}
