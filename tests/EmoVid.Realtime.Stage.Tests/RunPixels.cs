namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>Brings a run's picture to the host.</summary>
internal static class RunPixels
{
    /// <summary>Draws the scene as it stands once more, and reads it.</summary>
    /// <returns>Opaque RGBA8.</returns>
    public static byte[] Read(HeadlessRun run)
    {
        using var readback = new FrameReadback(run.Gpu, run.Renderer.Width, run.Renderer.Height, StageRenderer.FramesInFlight);
        FramePlace place = run.Renderer.Begin();
        run.Renderer.RecordScene(place);
        run.Renderer.RecordReadback(place, readback);
        place.Submit(default, default);
        run.Renderer.Submitted();
        run.Gpu.WaitIdle();
        return readback.Pixels(place.Number).ToArray();
    }
}
