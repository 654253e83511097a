namespace EmoVid.Realtime;

/// <summary>A choice as a type, so that each way compiles to a loop of its own.</summary>
internal interface IChoice
{
    static abstract bool IsMade { get; }
}

internal readonly struct Yes : IChoice
{
    public static bool IsMade => true;
}

internal readonly struct No : IChoice
{
    public static bool IsMade => false;
}
