using Microsoft.Extensions.Hosting;

namespace EmoVid.Realtime.Control.Server;

/// <summary>A web host that handles no signals and writes nothing: it is a guest in a program with a life of its own.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
