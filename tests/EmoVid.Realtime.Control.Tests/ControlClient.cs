using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace EmoVid.Realtime.Control.Tests;

/// <summary>A client as a user would write it, over the framework's own WebSocket.</summary>
internal sealed class ControlClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public static async Task<ControlClient> ConnectAsync(ControlServer server, string? token = null, Action<ClientWebSocketOptions>? configure = null)
    {
        var client = new ControlClient();
        client._socket.Options.SetRequestHeader("Authorization", "Bearer " + (token ?? server.Token));
        configure?.Invoke(client._socket.Options);
        try
        {
            await client._socket.ConnectAsync(server.Address, Patience());
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }

        return client;
    }

    public async Task<JsonElement> AskAsync(string message)
    {
        await SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text);
        return await ReceiveAsync();
    }

    public Task SendAsync(byte[] message, WebSocketMessageType type, bool end = true) => _socket.SendAsync(message, type, end, Patience());

    public async Task<JsonElement> ReceiveAsync()
    {
        var buffer = new byte[65536];
        ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(buffer.AsMemory(), Patience());
        return result.MessageType == WebSocketMessageType.Close
            ? throw new InvalidOperationException($"closed: {_socket.CloseStatus}")
            : JsonDocument.Parse(buffer.AsMemory(0, result.Count)).RootElement;
    }

    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(new byte[1024].AsMemory(), Patience());
        Assert.Equal(WebSocketMessageType.Close, result.MessageType);
        return _socket.CloseStatus;
    }

    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience());

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A hang fails instead of blocking the suite.</summary>
    private static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;
}
