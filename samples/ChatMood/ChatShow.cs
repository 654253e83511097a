using System.Diagnostics;
using EmoVid.Realtime;
using EmoVid.Realtime.Media;

namespace ChatMood;

/// <summary>Draws the mood of a chat: one <see cref="EmotionSignal"/> drives a sticker that acts it and the grade of a scene.</summary>
internal sealed class ChatShow : IDisposable
{
    private readonly ChatOptions _options;
    private readonly PixelEngine _engine = PixelEngine.Open(EngineChoice.Auto);
    private readonly EmotionSignal _signal = new(attackSeconds: 0.6, releaseSeconds: 2);
    private readonly FrameReader? _scene;
    private readonly SceneGrader? _grader;
    private readonly StickerAnimator? _animator;
    private readonly StickerPerformance? _sticker;
    private readonly RgbaImage? _acted;
    private readonly Stream? _pipe;
    private readonly ClipWriter _writer;
    private RgbaImage? _frame;

    public ChatShow(ChatOptions options)
    {
        _options = options;
        try
        {
            int width = options.Size, height = options.Size;
            if (options.Scene is not null)
            {
                _scene = FrameReader.Open(options.Scene);
                (width, height) = (_scene.Width, _scene.Height);
                _grader = new SceneGrader(_engine, new SceneGraderOptions { IsLive = options.IsLive });
                _grader.Settings = new SceneGradeSettings { Signal = _signal };
            }

            if (options.Sticker is not null)
            {
                _animator = StickerAnimator.Open(ReferencePack.Require(), _engine);
                _sticker = _animator.CreatePerformance(StickerReader.Read(options.Sticker).View, _signal);
                int side = _scene is null ? options.Size : Math.Max(16, Math.Min(width, height) * 9 / 20);
                _acted = new RgbaImage(side, side, AlphaMode.Premultiplied);
            }

            if (options.Output == "-")
            {
                _pipe = Console.OpenStandardOutput();
                _writer = new RawFrameWriter(_pipe, new RawFrameFormat(width, height, RawPixelLayout.Rgba) { FramesPerSecond = options.FramesPerSecond });
            }
            else
            {
                _writer = ClipWriter.Create(options.Output, width, height, new ClipWriterOptions { FramesPerSecond = _scene is null ? options.FramesPerSecond : null });
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Draws until the end and completes the output.</summary>
    /// <param name="source">What the chat says; asked once a frame.</param>
    /// <param name="end">The time to stop at, asked every frame; null while nobody knows.</param>
    /// <param name="told">Hears of the mix, every time the chat has changed it.</param>
    /// <param name="cancellation">Ends the show early; what was drawn is kept.</param>
    /// <returns>Frames drawn.</returns>
    public int Run(IEmotionSource source, Func<TimeSpan?> end, Action<TimeSpan, EmotionMix> told, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        int count = 0;
        while (!cancellation.IsCancellationRequested && TryNext(count, out MediaFrame scene, out TimeSpan time) && !(time >= end()))
        {
            TimeSpan wait = time - Stopwatch.GetElapsedTime(start);
            if (_options.IsLive && wait > TimeSpan.Zero)
            {
                Thread.Sleep(wait);
            }

            if (_signal.Follow(source, time) > 0)
            {
                told(time, _signal.Target);
            }

            Draw(scene, time);
            count++;
        }

        if (count > 0)
        {
            _writer.Complete();
        }

        return count;
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _pipe?.Dispose();
        _sticker?.Dispose();
        _animator?.Dispose();
        _grader?.Dispose();
        _scene?.Dispose();
        _engine.Dispose();
    }

    private bool TryNext(int index, out MediaFrame scene, out TimeSpan time)
    {
        scene = default;
        time = TimeSpan.FromSeconds(index / _options.FramesPerSecond);
        if (_scene is null)
        {
            return true;
        }

        bool isThere = _scene.TryRead(out scene);
        time = scene.Start;
        return isThere;
    }

    private void Draw(in MediaFrame scene, TimeSpan time)
    {
        _sticker?.RenderAt(time, _acted!.Target);
        if (_scene is null)
        {
            _writer.Add(_acted!.View);
            return;
        }

        FrameView source = scene.View;
        _frame ??= new RgbaImage(source.Width, source.Height, source.AlphaMode);
        _grader!.Process(source, _frame.Target, time);
        if (_acted is not null)
        {
            LayOver(_acted, _frame, _frame.Width - _acted.Width, _frame.Height - _acted.Height);
        }

        _writer.Add(_frame.View, scene.Duration > TimeSpan.Zero ? scene.Duration : TimeSpan.FromMilliseconds(10));
    }

    /// <summary>Lays a premultiplied picture over an opaque one: out = top + (1 − α)·bottom.</summary>
    private static void LayOver(RgbaImage top, RgbaImage bottom, int left, int above)
    {
        for (int y = 0; y < top.Height; y++)
        {
            ReadOnlySpan<byte> from = top.Pixels.AsSpan(y * top.Width * 4, top.Width * 4);
            Span<byte> to = bottom.Pixels.AsSpan(((above + y) * bottom.Width + left) * 4, top.Width * 4);
            for (int i = 0; i < from.Length; i += 4)
            {
                int rest = 255 - from[i + 3];
                for (int c = 0; c < 4; c++)
                {
                    to[i + c] = (byte)(from[i + c] + (to[i + c] * rest + 127) / 255);
                }
            }
        }
    }
}
