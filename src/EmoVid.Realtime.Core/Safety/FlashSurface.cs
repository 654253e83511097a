namespace EmoVid.Realtime;

/// <summary>A frame as its planes: one of pixels, or luma and one or two of chroma.</summary>
internal readonly ref struct FlashSurface
{
    private readonly FlashPlane _first;
    private readonly FlashPlane _second;
    private readonly FlashPlane _third;

    public FlashSurface(FlashPlane first)
    {
        _first = first;
        Count = 1;
    }

    public FlashSurface(FlashPlane first, FlashPlane second)
        : this(first)
    {
        _second = second;
        Count = 2;
    }

    public FlashSurface(FlashPlane first, FlashPlane second, FlashPlane third)
        : this(first, second)
    {
        _third = third;
        Count = 3;
    }

    public int Count { get; }

    public FlashPlane this[int plane] => plane switch
    {
        0 => _first,
        1 => _second,
        _ => _third,
    };

    /// <summary>One row of cells.</summary>
    public FlashSurface Strip(int cellRow) => Count switch
    {
        1 => new FlashSurface(_first.Strip(cellRow)),
        2 => new FlashSurface(_first.Strip(cellRow), _second.Strip(cellRow)),
        _ => new FlashSurface(_first.Strip(cellRow), _second.Strip(cellRow), _third.Strip(cellRow)),
    };
}
