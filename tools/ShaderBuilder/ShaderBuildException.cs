namespace EmoVid.Realtime.ShaderBuilder;

/// <summary>A shader could not be compiled or does not match its lock. The message is one line.</summary>
public sealed class ShaderBuildException(string message) : Exception(message);
