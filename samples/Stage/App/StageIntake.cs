using System.Collections.Concurrent;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Reads dropped files beside the render thread, which takes them up when they are there.</summary>
internal sealed class StageIntake
{
    private readonly ConcurrentQueue<(string Name, RgbaImage? Still, string? Failure)> _ready = new();

    /// <summary>Starts reading files. Never waits.</summary>
    public void Read(string[] paths)
    {
        foreach (string path in paths)
        {
            ThreadPool.QueueUserWorkItem(static state => state.Self.ReadOne(state.Path), (Self: this, Path: path), preferLocal: false);
        }
    }

    /// <summary>Brings on what was read.</summary>
    /// <returns>A line on what could not be, or null.</returns>
    public string? BringOn(StageScene scene)
    {
        string? failure = null;
        while (_ready.TryDequeue(out (string Name, RgbaImage? Still, string? Failure) one))
        {
            try
            {
                failure = one.Failure ?? failure;
                if (one.Still is not null)
                {
                    scene.Add(one.Name, one.Still, isAvatar: false);
                }
            }
            catch (EmoVidException e)
            {
                failure = e.Message;
            }
        }

        return failure;
    }

    private void ReadOne(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        try
        {
            _ready.Enqueue((name, StickerReader.Read(path), null));
        }
        catch (EmoVidException e)
        {
            _ready.Enqueue((name, null, e.Message));
        }
    }
}
