namespace EmoVid.Realtime.Media;

/// <summary>What a Lottie animation says of itself.</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="FramesPerSecond">Frames a second.</param>
internal sealed record LottieHeader(int Width, int Height, double FramesPerSecond);
