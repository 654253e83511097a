using System.Net;
using System.Net.NetworkInformation;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace EmoVid.Realtime.Control.Tests;

public sealed class ControlServerTests : IAsyncLifetime
{
    private readonly RecordingTarget _target = new();
    private ControlServer _server = null!;

    public async Task InitializeAsync() => _server = await ControlServer.StartAsync(_target);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public void It_listens_on_loopback_alone()
    {
        IPEndPoint[] listeners = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(point => point.Port == _server.Address.Port)];
        Assert.NotEmpty(listeners);
        Assert.All(listeners, point => Assert.True(IPAddress.IsLoopback(point.Address), point.ToString()));
    }

    [Fact]
    public async Task Every_start_has_another_token()
    {
        await using ControlServer other = await ControlServer.StartAsync(_target);
        Assert.Matches("^[0-9a-f]{32}$", _server.Token);
        Assert.NotEqual(_server.Token, other.Token);
    }

    [Fact]
    public async Task A_mix_arrives_with_its_intensity_and_transition()
    {
        await using ControlClient client = await ControlClient.ConnectAsync(_server);
        JsonElement answer = await client.AskAsync("""{"type":"set-mix","id":7,"mix":{"sadness":0.7,"fear":0.3},"intensity":0.5,"transitionSeconds":2.5}""");
        Assert.Equal(("done", 7), (answer.GetProperty("type").GetString(), answer.GetProperty("id").GetInt32()));
        Assert.Equal((0.7f, 0.3f, 0.5f, 2.5), (_target.State.Mix[Emotion.Sadness], _target.State.Mix[Emotion.Fear], _target.State.Mix.Intensity, _target.TransitionSeconds));

        await client.AskAsync("""{"type":"set-intensity","intensity":1}""");
        Assert.Equal((0.7f, 1f, null), (_target.State.Mix[Emotion.Sadness], _target.State.Mix.Intensity, _target.TransitionSeconds));
    }

    [Fact]
    public async Task Strength_and_protection_arrive_and_the_state_says_so()
    {
        await using ControlClient client = await ControlClient.ConnectAsync(_server);
        await client.AskAsync("""{"type":"set-strength","strength":0.25}""");
        await client.AskAsync("""{"type":"set-protection","skin":0.8,"hud":[10,20,300,40]}""");
        await client.AskAsync("""{"type":"set-mix","mix":{"awe":1}}""");
        JsonElement state = await client.AskAsync("""{"type":"get-state","id":1}""");
        Assert.Equal("state", state.GetProperty("type").GetString());
        Assert.Equal(1, state.GetProperty("mix").GetProperty("awe").GetDouble());
        Assert.Equal(0.25, state.GetProperty("strength").GetDouble());
        Assert.Equal(0.8, state.GetProperty("skin").GetDouble());
        Assert.Equal([10, 20, 300, 40], state.GetProperty("hud").EnumerateArray().Select(side => side.GetInt32()));

        await client.AskAsync("""{"type":"set-protection","hud":null}""");
        Assert.Equal((0.8, null), (_target.State.SkinProtection, _target.State.Hud));
    }

    [Fact]
    public async Task A_subscription_brings_each_measurement_once()
    {
        _target.Attributes = new VisualAttributes { Brightness = 0.5, HueDegrees = 120, LumaMean = double.NaN };
        _target.Limiter = new FlashReport(TimeSpan.FromSeconds(1), FlashKinds.Red, 2.5, 0.3, 0.75);
        await using ControlClient client = await ControlClient.ConnectAsync(_server);
        await client.AskAsync("""{"type":"subscribe","topics":["attributes","limiter"],"intervalSeconds":0.02}""");
        JsonElement attributes = await client.ReceiveAsync(), limiter = await client.ReceiveAsync();
        Assert.Equal((2, 0.5, 120), (attributes.GetProperty("timeSeconds").GetDouble(), attributes.GetProperty("brightness").GetDouble(), attributes.GetProperty("hueDegrees").GetDouble()));
        Assert.False(attributes.TryGetProperty("lumaMean", out _), "JSON has no NaN: what was not measured is left out.");
        Assert.Equal((false, true, 0.75), (limiter.GetProperty("general").GetBoolean(), limiter.GetProperty("red").GetBoolean(), limiter.GetProperty("attenuation").GetDouble()));

        // The same measurement does not come again: the next message is the answer to a question asked some intervals later.
        await Task.Delay(150);
        Assert.Equal("state", (await client.AskAsync("""{"type":"get-state"}""")).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("[1]", "JSON object")]
    [InlineData("{\"type\":", "does not parse")]
    [InlineData("{}", "'type'")]
    [InlineData("{\"type\":\"dance\"}", "no command 'dance'")]
    [InlineData("{\"type\":\"set-mix\"}", "'mix'")]
    [InlineData("{\"type\":\"set-mix\",\"mix\":{\"joy\":1}}", "no emotion 'joy'")]
    [InlineData("{\"type\":\"set-mix\",\"mix\":{\"awe\":-1}}", "'awe'")]
    [InlineData("{\"type\":\"set-mix\",\"mix\":{\"awe\":1e999}}", "'awe'")]
    [InlineData("{\"type\":\"set-mix\",\"mix\":{\"awe\":1},\"transitionSeconds\":-1}", "'transitionSeconds'")]
    [InlineData("{\"type\":\"set-mix\",\"mix\":{\"awe\":1},\"transition\":1}", "no member 'transition'")]
    [InlineData("{\"type\":\"set-strength\",\"strength\":1.5}", "'strength'")]
    [InlineData("{\"type\":\"set-strength\",\"strength\":\"1\"}", "'strength'")]
    [InlineData("{\"type\":\"set-protection\",\"hud\":[1,2,3]}", "'hud'")]
    [InlineData("{\"type\":\"set-protection\",\"hud\":[1,2,0,4]}", "'hud'")]
    [InlineData("{\"type\":\"subscribe\",\"topics\":[\"weather\"]}", "'topics'")]
    [InlineData("{\"type\":\"subscribe\",\"topics\":[],\"intervalSeconds\":0}", "'intervalSeconds'")]
    [InlineData("{\"type\":\"set-strength\",\"id\":\"x\",\"strength\":1}", "'id'")]
    public async Task A_wrong_message_is_answered_in_one_line_and_changes_nothing(string message, string named)
    {
        ControlState before = _target.State;
        await using ControlClient client = await ControlClient.ConnectAsync(_server);
        JsonElement answer = await client.AskAsync(message);
        Assert.Equal("error", answer.GetProperty("type").GetString());
        Assert.Contains(named, answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', answer.GetProperty("message").GetString()!);
        Assert.Equal(before, _target.State);
        Assert.Equal("done", (await client.AskAsync("""{"type":"set-strength","strength":1}""")).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Binary_is_refused_and_too_much_closes_the_connection()
    {
        await using ControlClient client = await ControlClient.ConnectAsync(_server);
        await client.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        Assert.Equal("error", (await client.ReceiveAsync()).GetProperty("type").GetString());
        await client.SendAsync(new byte[20_000], WebSocketMessageType.Text, end: false);
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await client.ReceiveCloseAsync());
    }

    [Theory]
    [InlineData("", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("?token=00000000000000000000000000000000", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("?token=TOKEN", "https://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("?token=TOKEN", "null", null, HttpStatusCode.Forbidden)]
    [InlineData("?token=TOKEN", null, "rebound.example", HttpStatusCode.Forbidden)]
    [InlineData("?token=TOKEN", null, null, HttpStatusCode.UpgradeRequired)]
    public async Task Strangers_get_one_line(string query, string? origin, string? host, HttpStatusCode expected)
    {
        using var http = new HttpClient();
        var address = new UriBuilder(_server.Address) { Scheme = "http", Query = query.Replace("TOKEN", _server.Token, StringComparison.Ordinal) };
        using var request = new HttpRequestMessage(HttpMethod.Get, address.Uri);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        request.Headers.Host = host;
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        string line = await response.Content.ReadAsStringAsync();
        Assert.StartsWith("control: ", line, StringComparison.Ordinal);
        Assert.Single(line.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(_server.Token, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_named_origin_may_connect()
    {
        await using ControlServer server = await ControlServer.StartAsync(_target, new ControlServerOptions { AllowedOrigins = ["http://localhost:3000"] });
        await using ControlClient client = await ControlClient.ConnectAsync(server, configure: options => options.SetRequestHeader("Origin", "http://localhost:3000"));
        Assert.Equal("state", (await client.AskAsync("""{"type":"get-state"}""")).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_second_client_is_refused_and_the_first_goes_on()
    {
        await using ControlClient first = await ControlClient.ConnectAsync(_server);
        await Assert.ThrowsAsync<WebSocketException>(() => ControlClient.ConnectAsync(_server));
        Assert.Equal("done", (await first.AskAsync("""{"type":"set-strength","strength":0.5}""")).GetProperty("type").GetString());
        await first.CloseAsync();

        // The place is free again as soon as the server has seen the first one go.
        while (_server.HasClient)
        {
            await Task.Delay(5);
        }

        await using ControlClient next = await ControlClient.ConnectAsync(_server);
        Assert.Equal(0.5, (await next.AskAsync("""{"type":"get-state"}""")).GetProperty("strength").GetDouble());
    }

    [Fact]
    public async Task A_client_that_vanishes_leaves_everything_as_it_set_it()
    {
        ControlClient client = await ControlClient.ConnectAsync(_server);
        await client.AskAsync("""{"type":"set-strength","strength":0.3}""");
        await client.DisposeAsync();
        while (_server.HasClient)
        {
            await Task.Delay(5);
        }

        Assert.Equal(0.3, _target.State.Strength);
    }

    [Fact]
    public async Task A_taken_port_is_one_clear_line()
    {
        EmoVidException error = await Assert.ThrowsAsync<EmoVidException>(() => ControlServer.StartAsync(_target, new ControlServerOptions { Port = _server.Address.Port }));
        Assert.Contains($"port {_server.Address.Port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_tells_the_client()
    {
        ControlServer server = await ControlServer.StartAsync(_target);
        await using ControlClient client = await ControlClient.ConnectAsync(server);
        await client.AskAsync("""{"type":"get-state"}""");
        Task<WebSocketCloseStatus?> closed = client.ReceiveCloseAsync();
        await server.DisposeAsync();
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await closed);
    }
}
