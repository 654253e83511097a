using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using EmoVid.Realtime.Control.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EmoVid.Realtime.Control;

/// <summary>Lets one program on this machine drive a grade through a WebSocket (RFC 6455) with JSON messages, described in
/// docs/control.md.</summary>
/// <remarks>Listens on the loopback interface only and takes one client at a time, which must bring <see cref="Token"/>. Any thread.</remarks>
public sealed class ControlServer : IAsyncDisposable
{
    /// <summary>Path of the WebSocket.</summary>
    public const string Path = "/control";

    private readonly WebApplication _web;
    private readonly CancellationTokenSource _stopping = new();
    private int _clients;

    private ControlServer(WebApplication web, string token)
    {
        _web = web;
        Token = token;
    }

    /// <summary>The secret that a client must bring, 32 hexadecimal digits, new with every start: as <c>Authorization: Bearer</c> or, for
    /// clients that cannot set headers, as <c>?token=</c>.</summary>
    public string Token { get; }

    /// <summary>Where the WebSocket is, without the token, e.g. <c>ws://127.0.0.1:41273/control</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Whether a client is connected.</summary>
    public bool HasClient => Volatile.Read(ref _clients) > 0;

    /// <summary>Starts listening.</summary>
    /// <param name="target">What the client drives.</param>
    /// <param name="options">Port and origins; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="EmoVidException">The port is taken.</exception>
    public static async Task<ControlServer> StartAsync(IControlTarget target, ControlServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        options ??= new ControlServerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Port, 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, ushort.MaxValue, nameof(options));

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
        });

        // The program decides when it stops, not a signal that the web server takes for itself.
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, SilentLifetime>();
        WebApplication web = builder.Build();
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var server = new ControlServer(web, token);
        var rules = new ConnectionRules(token, options.AllowedOrigins);
        web.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15) });
        web.Run(context => server.ServeAsync(context, rules, target));
        try
        {
            await web.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await web.DisposeAsync().ConfigureAwait(false);
            throw new EmoVidException($"starting the control on port {options.Port}: found the port taken, expected a free one; name another, or 0 for any", exception);
        }

        string address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new UriBuilder(address) { Scheme = "ws", Path = Path }.Uri;
        return server;
    }

    /// <summary>Closes the connection and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
        {
            await _web.StopAsync(patience.Token).ConfigureAwait(false);
        }

        await _web.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task ServeAsync(HttpContext context, ConnectionRules rules, IControlTarget target)
    {
        if (rules.Refusal(context.Request) is { } refusal)
        {
            await RefuseAsync(context, refusal.Status, refusal.Line).ConfigureAwait(false);
        }
        else if (context.Request.Path != Path)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"control: found the path '{context.Request.Path}', expected {Path}").ConfigureAwait(false);
        }
        else if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, "control: expected a WebSocket request").ConfigureAwait(false);
        }
        else if (Interlocked.CompareExchange(ref _clients, 1, 0) != 0)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, "control: another client is connected; there is one at a time").ConfigureAwait(false);
        }
        else
        {
            try
            {
                using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
                using var session = new ControlSession(socket, target);
                await session.RunAsync(_stopping.Token).ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Exchange(ref _clients, 0);
            }
        }
    }

    private static async Task RefuseAsync(HttpContext context, int status, string line)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(line + "\n").ConfigureAwait(false);
    }
}
