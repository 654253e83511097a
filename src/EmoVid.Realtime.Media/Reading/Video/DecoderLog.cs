using System.Globalization;
using System.Text.RegularExpressions;

namespace EmoVid.Realtime.Media;

/// <summary>What ffmpeg says while it decodes, at log level "level+verbose": the sizes that the frames have, and damage.</summary>
/// <remarks>Lines come from one thread and are asked about from another.</remarks>
internal sealed partial class DecoderLog
{
    /// <summary>A hostile file may change its size with every frame; two are enough to say so.</summary>
    private const int KeptSizes = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What ffmpeg 5 to 7 say of packets that break off, are marked as damaged, or do not decode.</summary>
    private static readonly string[] DamageSigns =
        ["corrupt", "ended prematurely", "partial file", "Error while decoding", "Error submitting packet", "Decode error", "Invalid data found", "Truncat", "truncat"];

    private readonly object _gate = new();
    private readonly List<string> _sizes = [];
    private string? _error;
    private string? _damage;

    /// <summary>The first line of level "error" or worse, without its prefixes; null if there is none.</summary>
    public string? Error
    {
        get
        {
            lock (_gate)
            {
                return _error;
            }
        }
    }

    /// <summary>The first line that tells of a damaged frame; null if there is none.</summary>
    public string? Damage
    {
        get
        {
            lock (_gate)
            {
                return _damage;
            }
        }
    }

    /// <summary>Takes a line of standard error.</summary>
    public void Add(string line)
    {
        Match size = InputSize().Match(line);
        lock (_gate)
        {
            if (size.Success)
            {
                if (_sizes.Count < KeptSizes)
                {
                    _sizes.Add(string.Create(CultureInfo.InvariantCulture, $"{size.Groups["w"].Value}×{size.Groups["h"].Value} ({size.Groups["format"].Value})"));
                }

                Monitor.PulseAll(_gate);
                return;
            }

            bool isError = line.Contains("[error]", StringComparison.Ordinal) || line.Contains("[fatal]", StringComparison.Ordinal);
            if (!isError && !line.Contains("[warning]", StringComparison.Ordinal))
            {
                return;
            }

            string words = Prefixes().Replace(line, string.Empty).Trim().TrimEnd('.');
            if (isError)
            {
                _error ??= words;
            }

            if (Array.Exists(DamageSigns, sign => words.Contains(sign, StringComparison.Ordinal)))
            {
                _damage ??= words;
            }
        }
    }

    /// <summary>The size and format of the frames before and after the n-th change; equal where something else changed. ffmpeg writes
    /// the line before the frame, but the two come through different pipes.</summary>
    public (string Before, string After) Change(int n)
    {
        lock (_gate)
        {
            long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
            while (_sizes.Count <= n && _sizes.Count < KeptSizes && end - Environment.TickCount64 is > 0 and long left)
            {
                Monitor.Wait(_gate, (int)left);
            }

            return _sizes.Count > n ? (_sizes[n - 1], _sizes[n]) : (_sizes.Count > 0 ? _sizes[0] : "one size", "another");
        }
    }

    [GeneratedRegex(@"input from stream .* w:(?<w>\d+) h:(?<h>\d+) pixfmt:(?<format>\w+)")]
    private static partial Regex InputSize();

    /// <summary>"[h264 @ 0x55d0] [error] ": who speaks, and how loud.</summary>
    [GeneratedRegex(@"^(\[[^\]]*\] ?)+")]
    private static partial Regex Prefixes();
}
