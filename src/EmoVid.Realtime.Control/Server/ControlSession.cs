using System.Net.WebSockets;
using EmoVid.Realtime.Control.Messages;

namespace EmoVid.Realtime.Control.Server;

/// <summary>One client: reads its commands and sends what it has subscribed to, until it goes or the server stops.</summary>
internal sealed class ControlSession(WebSocket socket, IControlTarget target) : IDisposable
{
    /// <summary>No command comes near this size; whoever sends more is not a client.</summary>
    private const int MaxMessageBytes = 16 * 1024;

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ControlEventWriter _writer = new();
    private SubscribeCommand? _subscription;
    private TimeSpan _lastAttributes = TimeSpan.MinValue;
    private TimeSpan _lastLimiter = TimeSpan.MinValue;

    public async Task RunAsync(CancellationToken stopping)
    {
        // A socket whose read or write is cancelled is lost, so that no goodbye can be said: reading and writing end when the
        // client answers the goodbye, or when the patience with it ends.
        using var patience = new CancellationTokenSource();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task events = SendEventsAsync(ended.Token, patience.Token);
        using CancellationTokenRegistration farewell = stopping.Register(() => _ = CloseAsync(WebSocketCloseStatus.EndpointUnavailable, patience));
        try
        {
            await ReceiveAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The client is gone without a word: nothing is lost, the target keeps what it was set to.
        }

        await ended.CancelAsync().ConfigureAwait(false);
        await events.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync(WebSocketCloseStatus.NormalClosure, patience).ConfigureAwait(false);
    }

    public void Dispose() => _sending.Dispose();

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxMessageBytes];
        while (true)
        {
            int count = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
                count += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                if (!part.EndOfMessage && count == buffer.Length)
                {
                    await SayGoodbyeAsync(WebSocketCloseStatus.MessageTooBig, cancellationToken).ConfigureAwait(false);
                    return;
                }
            }
            while (!part.EndOfMessage);

            await AnswerAsync(buffer.AsMemory(0, count), part.MessageType, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        ControlCommand? command = null;
        string? refusal = null;
        try
        {
            command = type == WebSocketMessageType.Text ? ControlCommandReader.Read(message) : throw new ControlMessageException("expected a text message, found a binary one");
            Apply(command);
        }
        catch (ControlMessageException exception)
        {
            refusal = exception.Message;
        }

        await SendAsync(writer => refusal is not null
            ? writer.Error(command?.Id, refusal)
            : command is GetStateCommand ? writer.State(command.Id, target.State) : writer.Done(command!.Id), cancellationToken).ConfigureAwait(false);
    }

    private void Apply(ControlCommand command)
    {
        switch (command)
        {
            case SetMixCommand mix:
                target.SetMix(mix.Mix, mix.TransitionSeconds);
                break;
            case SetIntensityCommand intensity:
                target.SetMix(target.State.Mix.WithIntensity(intensity.Intensity), intensity.TransitionSeconds);
                break;
            case SetStrengthCommand strength:
                target.SetStrength(strength.Strength);
                break;
            case SetProtectionCommand protection:
                ControlState now = target.State;
                target.SetProtection(protection.Skin ?? now.SkinProtection, protection.ClearsHud ? null : protection.Hud ?? now.Hud);
                break;
            case SubscribeCommand subscription:
                Volatile.Write(ref _subscription, subscription);
                break;
        }
    }

    /// <summary>Polls at the interval asked for: the render thread is never called back into.</summary>
    private async Task SendEventsAsync(CancellationToken ended, CancellationToken cancellationToken)
    {
        TimeSpan idle = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            SubscribeCommand? subscription = Volatile.Read(ref _subscription);
            await Task.Delay(subscription?.Interval ?? idle, ended).ConfigureAwait(false);
            if (subscription is { Attributes: true } && target.TryReadAttributes(out VisualAttributes attributes, out TimeSpan time) && time != _lastAttributes)
            {
                _lastAttributes = time;
                await SendAsync(writer => writer.Attributes(attributes, time), cancellationToken).ConfigureAwait(false);
            }

            if (subscription is { Limiter: true } && target.TryReadLimiter(out FlashReport report) && report.Time != _lastLimiter)
            {
                _lastLimiter = report.Time;
                await SendAsync(writer => writer.Limiter(report), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(Func<ControlEventWriter, ReadOnlyMemory<byte>> message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await socket.SendAsync(message(_writer), WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, CancellationTokenSource patience)
    {
        try
        {
            patience.CancelAfter(TimeSpan.FromSeconds(1));
            await SayGoodbyeAsync(status, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It went first.
        }
    }

    private async Task SayGoodbyeAsync(WebSocketCloseStatus status, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, null, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _sending.Release();
        }
    }
}
