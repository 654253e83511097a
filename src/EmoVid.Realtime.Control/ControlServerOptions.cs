namespace EmoVid.Realtime.Control;

/// <summary>How a control server listens.</summary>
public sealed record ControlServerOptions
{
    /// <summary>TCP port on the loopback interface, 1-65535; 0 (the default) takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Web origins that may connect beside programs without one, e.g. <c>http://localhost:3000</c>. Empty by default: no web page
    /// may.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
}
