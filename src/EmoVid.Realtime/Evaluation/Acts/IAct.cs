namespace EmoVid.Realtime;

/// <summary>Something that moves a still: the generator, or what it is compared with.</summary>
internal interface IAct : IDisposable
{
    /// <summary>Fields of the instant that was rendered last; null where there are none.</summary>
    MotionFields? Fields { get; }

    /// <summary>Renders one instant of an act of three seconds.</summary>
    void RenderAt(double seconds, FrameTarget target);
}
