namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Which Vulkan device draws.</summary>
public enum StageDevice
{
    /// <summary>A GPU, or else a software device.</summary>
    Auto,

    /// <summary>A GPU only.</summary>
    Gpu,

    /// <summary>A software device only.</summary>
    Software,
}
