namespace EmoVid.Realtime.Vulkan;

/// <summary>What must be known of a frame to read its totals.</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Set">What was measured.</param>
/// <param name="IsWeighted">Whether the sums carry weights.</param>
/// <param name="HasPrevious">Whether it was compared with a frame before.</param>
/// <param name="Tag">The caller's.</param>
internal readonly record struct AttributeFrame(int Width, int Height, AttributeSet Set, bool IsWeighted, bool HasPrevious, long Tag);
