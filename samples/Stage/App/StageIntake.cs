using System.Collections.Concurrent;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Reads dropped files, and lets the networks look at them, beside the render thread, which brings them on when they are ready.</summary>
/// <param name="scene">Where they come on.</param>
internal sealed class StageIntake(StageScene scene) : IDisposable
{
    private readonly ConcurrentQueue<(StageActor? Actor, string? Failure)> _ready = new();
    private int _reading;

    /// <summary>Starts reading files. Never waits.</summary>
    public void Read(string[] paths)
    {
        foreach (string path in paths)
        {
            Interlocked.Increment(ref _reading);
            ThreadPool.QueueUserWorkItem(static state => state.Self.ReadOne(state.Path), (Self: this, Path: path), preferLocal: false);
        }
    }

    /// <summary>Brings on what is ready.</summary>
    /// <returns>A line on what could not be read, or null.</returns>
    public string? BringOn()
    {
        string? failure = null;
        while (_ready.TryDequeue(out (StageActor? Actor, string? Failure) one))
        {
            failure = one.Failure ?? failure;
            try
            {
                _ = one.Actor is null ? null : scene.Add(one.Actor);
            }
            catch (EmoVidException e)
            {
                one.Actor!.Dispose();
                failure = e.Message;
            }
        }

        return failure;
    }

    /// <summary>Waits for what is still being read; the scene must not end before.</summary>
    public void Dispose()
    {
        SpinWait.SpinUntil(() => Volatile.Read(ref _reading) == 0);
        while (_ready.TryDequeue(out (StageActor? Actor, string? Failure) one))
        {
            one.Actor?.Dispose();
        }
    }

    private void ReadOne(string path)
    {
        try
        {
            _ready.Enqueue((scene.Rehearse(Path.GetFileNameWithoutExtension(path), StickerReader.Read(path), path, isAvatar: false), null));
        }
        catch (EmoVidException e)
        {
            _ready.Enqueue((null, e.Message));
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }
    }
}
