namespace Silk.NET.Core.Contexts;

/// <summary>Where the entry points of a native API come from.</summary>
public interface INativeContext : IDisposable
{
    /// <summary>The address of a function.</summary>
    /// <param name="proc">Its name.</param>
    /// <param name="slot">A number that the caller keeps for it; unused here.</param>
    nint GetProcAddress(string proc, int? slot = default);

    /// <summary>The address of a function, where it exists.</summary>
    /// <param name="proc">Its name.</param>
    /// <param name="addr">Its address, or 0.</param>
    /// <param name="slot">A number that the caller keeps for it; unused here.</param>
    bool TryGetProcAddress(string proc, out nint addr, int? slot = default);
}
