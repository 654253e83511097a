namespace VulkanBindings;

/// <summary>The registry, the list of what is used and the package's names do not fit together; the message is one line that says where.</summary>
public sealed class BindingException(string message) : Exception(message);
