using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>Images that nobody watches, taken in turn as a swapchain's are: for machines without a display, and for pictures.</summary>
internal sealed class OffscreenScreen(Engine engine, uint width, uint height) : IEngineScreen
{
    private const int Count = 3;

    private int _next;

    public IReadOnlyList<EngineImage> Images { get; } = [.. Enumerable.Range(0, Count).Select(_ => EngineImage.Create(engine, width, height, EngineImage.DrawnUsage))];

    public ImageLayout ShownLayout => ImageLayout.TransferSrcOptimal;

    public bool IsLive => false;

    public bool IsClosed => false;

    public bool TryAcquire(EngineFrame frame, out int image)
    {
        image = _next;
        _next = (_next + 1) % Count;
        return true;
    }

    public void Show(EngineFrame frame, int image) => frame.Submit(default, default);

    public void Rebuild()
    {
    }

    public void Dispose()
    {
        foreach (EngineImage image in Images)
        {
            image.Dispose();
        }
    }
}
