namespace EmoVid.Realtime;

/// <summary>Packed motions of one size that go from hand to hand, so that whoever shows one holds it instead of copying it.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class PackedMotionPool(int warpSize, int paintSize)
{
    // An actor's samples hold five, one is being packed, and a blend holds two: enough for three blends before anything is allocated anew.
    private readonly PackedMotion?[] _places = new PackedMotion?[12];
    private int _replaced;

    /// <summary>A motion that nobody holds but the caller, of any content. Allocates until the pool is as large as its use.</summary>
    public PackedMotion Rent()
    {
        foreach (PackedMotion? place in _places)
        {
            if (place is not null && place.TryRent())
            {
                return place;
            }
        }

        var motion = new PackedMotion(warpSize, paintSize);
        motion.TryRent();
        int free = Array.IndexOf(_places, null);
        // A blend that was thrown away never lets go of what it holds; the pool forgets such motions, and the collector takes them.
        _places[free >= 0 ? free : (int)((uint)Interlocked.Increment(ref _replaced) % (uint)_places.Length)] = motion;
        return motion;
    }
}
