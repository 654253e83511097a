namespace EmoVid.Realtime.Control.Messages;

/// <summary>One message of a client. <see cref="Id"/> comes back in the answer.</summary>
internal abstract record ControlCommand(long? Id);

/// <summary>"set-mix".</summary>
internal sealed record SetMixCommand(long? Id, EmotionMix Mix, double? TransitionSeconds) : ControlCommand(Id);

/// <summary>"set-intensity": the same mix at another intensity.</summary>
internal sealed record SetIntensityCommand(long? Id, float Intensity, double? TransitionSeconds) : ControlCommand(Id);

/// <summary>"set-strength".</summary>
internal sealed record SetStrengthCommand(long? Id, double Strength) : ControlCommand(Id);

/// <summary>"set-protection": what is null stays as it is.</summary>
internal sealed record SetProtectionCommand(long? Id, double? Skin, PixelRectangle? Hud, bool ClearsHud) : ControlCommand(Id);

/// <summary>"subscribe": replaces the subscriptions there were.</summary>
internal sealed record SubscribeCommand(long? Id, bool Attributes, bool Limiter, TimeSpan Interval) : ControlCommand(Id);

/// <summary>"get-state".</summary>
internal sealed record GetStateCommand(long? Id) : ControlCommand(Id);
