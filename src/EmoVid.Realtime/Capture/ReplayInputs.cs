using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>The files of a capture on the disk: written out of it, or found where the caller says and checked.</summary>
internal sealed class ReplayInputs : IDisposable
{
    private readonly CaptureLog _log;
    private readonly CaptureReplayOptions _options;
    private readonly Dictionary<string, SpooledInput> _files = [];

    public ReplayInputs(CaptureLog log, CaptureReplayOptions options) => (_log, _options) = (log, options);

    /// <exception cref="CaptureException">The capture has none of that role, or the named file is another one.</exception>
    public string PathOf(string role) => Find(role) ?? throw new CaptureException($"replaying a capture: found no input '{role}' in it, expected one; ask for the whole file");

    /// <summary>Null where the capture has none of that role.</summary>
    public string? Find(string role)
    {
        if (_files.TryGetValue(role, out SpooledInput? known))
        {
            return known.Path;
        }

        if (_log.Inputs.FirstOrDefault(input => input.Role == role) is not { } input)
        {
            return null;
        }

        if (input.IsEmbedded)
        {
            using var content = new MemoryStream(input.Content.ToArray());
            return (_files[role] = SpooledInput.Create(content, input.Name)).Path;
        }

        string path = _options.Input ?? throw new CaptureException($"replaying a capture: found that it names '{input.Name}' and does not hold it, expected the file; say where it is (--input)");
        CaptureInput found = CaptureInput.FromFile(role, path);
        return found.Sha256 == input.Sha256
            ? path
            : throw new CaptureException($"replaying a capture: found another file in '{path}' than the '{input.Name}' of {input.ByteCount} bytes that was captured (SHA-256 {input.Sha256}), expected that one; find the original");
    }

    public void Dispose()
    {
        foreach (SpooledInput file in _files.Values)
        {
            file.Dispose();
        }
    }
}
