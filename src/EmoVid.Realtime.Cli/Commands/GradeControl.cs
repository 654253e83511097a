using EmoVid.Realtime.Control;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary>The control of a live grade while it runs.</summary>
internal sealed class GradeControl : IAsyncDisposable
{
    private readonly ControlServer _server;
    private readonly GradeControlTarget _target;

    private GradeControl(ControlServer server, GradeControlTarget target) => (_server, _target) = (server, target);

    /// <summary>Starts it and says where it is.</summary>
    public static async Task<GradeControl> StartAsync(SceneGrader grader, EmotionSignal signal, int port, IReadOnlyList<string> origins, TextWriter error, CancellationToken cancellation)
    {
        var target = new GradeControlTarget(grader, signal);
        ControlServer server = await ControlServer.StartAsync(target, new ControlServerOptions { Port = port, AllowedOrigins = origins }, cancellation).ConfigureAwait(false);
        await error.WriteLineAsync($"control: {server.Address} token {server.Token}").ConfigureAwait(false);
        await error.FlushAsync(cancellation).ConfigureAwait(false);
        return new GradeControl(server, target);
    }

    /// <summary>Tells the time of the frame that comes.</summary>
    public void Tick(TimeSpan time) => _target.Now = time;

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
