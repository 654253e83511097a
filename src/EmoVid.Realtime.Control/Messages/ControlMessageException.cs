namespace EmoVid.Realtime.Control.Messages;

/// <summary>A message that does not follow the documented set; its words go back to the client.</summary>
internal sealed class ControlMessageException(string message) : Exception(message);
