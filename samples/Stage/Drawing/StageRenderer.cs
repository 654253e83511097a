using System.Numerics;
using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Everything of the stage that lives on the device, and how a frame is recorded. After a lost device it is thrown away and made again; the scene
/// knows nothing of it.</summary>
internal sealed partial class StageRenderer : IDisposable
{
    /// <summary>Frames that the host may be ahead of the device.</summary>
    public const int FramesInFlight = 2;

    private readonly Gpu _gpu;
    private readonly StageScene _scene;
    private readonly QuadRenderer _quads;
    private readonly GpuImage _font;
    private readonly DescriptorSet _fontPicture;
    private readonly GpuImage _backdrop;
    private readonly DescriptorSet _backdropPicture;
    private readonly FramePlace[] _places;
    private readonly GpuBuffer[] _backdropUploads;
    private readonly QuadBatch _sceneBatch = new();
    private readonly QuadBatch _overlayBatch = new();
    private readonly Queue<(long Frame, IDisposable Object)> _retired = new();
    private readonly AttributeSums _sums = new();
    private readonly StageOverlay _overlay;
    private ActorSprite[] _sprites = [];
    private StageTarget _target;
    private readonly VulkanAttributeMeter _meter;
    private bool _backdropLoaded;

    public StageRenderer(Gpu gpu, StageScene scene, FontAtlas atlas, int width, int height)
    {
        (_gpu, _scene) = (gpu, scene);
        _overlay = new StageOverlay(atlas);
        _quads = new QuadRenderer(gpu);
        _font = new GpuImage(gpu, atlas.Width, atlas.Height, Format.R8Unorm, ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit);
        _fontPicture = _quads.Describe(_font.View);
        _backdrop = new GpuImage(gpu, scene.Backdrop.Width, scene.Backdrop.Height, Format.R8G8B8A8Unorm, ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit);
        _backdropPicture = _quads.Describe(_backdrop.View);
        _places = [.. Enumerable.Range(0, FramesInFlight).Select(_ => new FramePlace(gpu))];
        _backdropUploads = [.. Enumerable.Range(0, FramesInFlight).Select(_ => new GpuBuffer(gpu, scene.Backdrop.Width * scene.Backdrop.Height * 4, BufferUsageFlags.TransferSrcBit))];
        _meter = new VulkanAttributeMeter(gpu.Sdk, new AttributeMeterOptions { FramesInFlight = FramesInFlight + 1 });
        _target = new StageTarget(gpu, width, height);
        _meter.Prepare(_target.Source, MeterUse);
        LoadFont(atlas);
    }

    /// <summary>Frames submitted so far.</summary>
    public long FrameNumber { get; private set; }

    public int Width => _target.Image.Width;

    public int Height => _target.Image.Height;

    /// <summary>What the meter said about the newest finished frame: the picture without the overlay.</summary>
    public VisualAttributes Look { get; private set; }

    /// <summary>How often a frame could not be measured because results were still to be read.</summary>
    public long MeasuresMissed { get; private set; }

    /// <summary>What the SDK's calls of the last frame took of the render thread.</summary>
    public SdkCost Sdk { get; } = new();

    private static VulkanImageUse MeterUse => new()
    {
        EntryLayout = VulkanHostLayout.ColorAttachment,
        EntryStages = (uint)PipelineStageFlags.ColorAttachmentOutputBit,
        EntryAccess = (uint)AccessFlags.ColorAttachmentWriteBit,
        ExitLayout = VulkanHostLayout.TransferSource,
        ExitStages = (uint)(PipelineStageFlags.TransferBit | PipelineStageFlags.ColorAttachmentOutputBit),
        ExitAccess = (uint)(AccessFlags.TransferReadBit | AccessFlags.ColorAttachmentReadBit | AccessFlags.ColorAttachmentWriteBit),
    };

    /// <summary>Draws at another size from the next frame on.</summary>
    public void Resize(int width, int height)
    {
        if (width != Width || height != Height)
        {
            Retire(_target);
            _target = new StageTarget(_gpu, width, height);
        }
    }

    /// <summary>Starts a frame: waits until its place is free, and reads what finished frames measured.</summary>
    public FramePlace Begin()
    {
        FramePlace place = _places[FrameNumber % FramesInFlight];
        place.Wait();
        long completed = FrameNumber - FramesInFlight;
        while (_retired.TryPeek(out (long Frame, IDisposable Object) oldest) && oldest.Frame <= completed)
        {
            _retired.Dequeue();
            oldest.Object.Dispose();
        }

        Sdk.Restart();
        Sdk.Enter();
        _meter.HostFrameCompleted(completed);
        while (_meter.TryRead(_sums, out _))
        {
            Look = VisualAttributes.FromSums(_sums);
        }

        foreach (ActorSprite sprite in _sprites)
        {
            sprite.Completed(completed);
        }

        Sdk.Leave();
        place.Begin(FrameNumber);
        return place;
    }

    /// <summary>Records the scene: sprites, backdrop and actors, measured, left to be copied from.</summary>
    public void RecordScene(FramePlace place)
    {
        MatchSprites();
        CommandBuffer commands = place.Commands;
        RecordBackdrop(place);
        foreach (ActorSprite sprite in _sprites)
        {
            Sdk.Enter();
            sprite.Actor.Show(_scene.Seconds);
            sprite.Record(commands, place.Number);
            Sdk.Leave();
        }

        _target.Image.Transition(commands, ImageLayout.ColorAttachmentOptimal, PipelineStageFlags.TransferBit | PipelineStageFlags.ComputeShaderBit, 0,
            PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentWriteBit);
        DrawScene();
        _quads.Record(place, 0, _sceneBatch, _target.Image.View, Extent, _target.Image.Format, keep: false);
        Sdk.Enter();
        bool measured = _meter.TryRecord(commands.Handle, _target.Source, MeterUse, place.Number);
        Sdk.Leave();
        if (measured)
        {
            _target.Image.Layout = ImageLayout.TransferSrcOptimal;
        }
        else
        {
            MeasuresMissed++;
            _target.Image.Transition(commands, ImageLayout.TransferSrcOptimal, PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentWriteBit,
                PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
        }
    }

    /// <summary>Counts the frame that was recorded and submitted.</summary>
    public void Submitted() => FrameNumber++;

    public void Dispose()
    {
        _gpu.WaitIdle();
        foreach ((_, IDisposable left) in _retired)
        {
            left.Dispose();
        }

        foreach (ActorSprite sprite in _sprites)
        {
            sprite.Dispose();
        }

        _meter.Dispose();
        _target.Dispose();
        foreach (GpuBuffer upload in _backdropUploads)
        {
            upload.Dispose();
        }

        foreach (FramePlace place in _places)
        {
            place.Dispose();
        }

        _backdrop.Dispose();
        _font.Dispose();
        _quads.Dispose();
    }

    private Extent2D Extent => new((uint)Width, (uint)Height);

    private void Retire(IDisposable old) => _retired.Enqueue((FrameNumber, old));

    /// <summary>One sprite an actor, of the size that it has on the target.</summary>
    private void MatchSprites()
    {
        StageActor[] actors = _scene.Actors;
        bool same = _sprites.Length == actors.Length;
        for (int i = 0; same && i < actors.Length; i++)
        {
            same = _sprites[i].Actor == actors[i] && _sprites[i].Image.Width == SizeOf(actors[i]);
        }

        // Apart, because what makes sprites captures the list, and a steady frame must not.
        if (!same)
        {
            MakeSprites(actors);
        }
    }

    private void MakeSprites(StageActor[] actors)
    {
        var next = new ActorSprite[actors.Length];
        for (int i = 0; i < actors.Length; i++)
        {
            next[i] = Array.Find(_sprites, sprite => sprite.Actor == actors[i] && sprite.Image.Width == SizeOf(actors[i]))
                ?? new ActorSprite(_gpu, _quads, actors[i], SizeOf(actors[i]), FramesInFlight);
        }

        foreach (ActorSprite sprite in _sprites.Except(next))
        {
            Retire(sprite);
        }

        _sprites = next;
    }

    private int SizeOf(StageActor actor) => Math.Clamp((int)(actor.Size * Height + 7) / 8 * 8, 16, 1024);

    private void RecordBackdrop(FramePlace place)
    {
        if (!_scene.Backdrop.TryTake(out RgbaImage picture) && _backdropLoaded)
        {
            return;
        }

        GpuBuffer upload = _backdropUploads[place.Number % FramesInFlight];
        picture.Pixels.CopyTo(upload.Bytes);
        _backdrop.RecordUpload(place.Commands, upload);
        _backdropLoaded = true;
    }

    private void LoadFont(FontAtlas atlas)
    {
        using var upload = new GpuBuffer(_gpu, atlas.Coverage.Length, BufferUsageFlags.TransferSrcBit);
        atlas.Coverage.CopyTo(upload.Bytes);
        using var place = new FramePlace(_gpu);
        place.Begin(-1);
        _font.RecordUpload(place.Commands, upload);
        place.Submit(default, default);
        place.Wait();
    }
}
