using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>Reads and checks a capture line by line; the inverse of <see cref="CaptureLogWriter"/>. What it does not know is refused: a replay that leaves something out
/// proves nothing.</summary>
internal sealed class CaptureLogReader
{
    /// <summary>Beyond any capture that is a report: two embedded inputs and a day of frames.</summary>
    private const long MostBytes = 1L << 29;

    /// <summary>Times of an act are at most so far from the clock's zero: <see cref="LiveActor.Show(double, MotionFields)"/>'s own limit.</summary>
    private const double MostSeconds = 1e9;

    private const long MostTicks = (long)MostSeconds * TimeSpan.TicksPerSecond;

    private readonly string _path;
    private readonly List<CaptureInput> _inputs = [];
    private readonly List<CaptureStep> _steps = [];
    private readonly List<LiveUpdate> _updates = [];
    private readonly List<ulong> _digests = [];
    private CaptureHeader? _header;
    private bool _isComplete;
    private int _number;

    private CaptureLogReader(string path) => _path = path;

    /// <exception cref="CaptureException">The content is no capture.</exception>
    public static CaptureLog Read(Stream stream, string path)
    {
        var reader = new CaptureLogReader(path);
        if (stream.Length > MostBytes)
        {
            throw reader.Bad($"a file of {stream.Length >> 20} MiB", $"at most {MostBytes >> 20} MiB");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        for (int start = 0, end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1)
        {
            reader.ReadLine(bytes.AsMemory(start, end - start));
        }

        return reader.Finish();
    }

    private CaptureLog Finish()
    {
        if (_header is null || _steps.Count == 0)
        {
            throw Bad(_header is null ? "no whole line" : "no step", "a capture with a header and a step");
        }

        return new CaptureLog(_header, _inputs, _steps, _updates, _digests, _isComplete);
    }

    private void ReadLine(ReadOnlyMemory<byte> line)
    {
        _number++;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 4 });
        }
        catch (JsonException failure)
        {
            throw Bad($"{Place}: text that is not JSON", "an object", failure);
        }

        using (document)
        {
            var fields = new CaptureFields(document.RootElement, Bad, Place);
            if (_header is null)
            {
                _header = ReadHeader(fields);
            }
            else
            {
                ReadBody(fields);
            }

            fields.RequireAllRead();
        }
    }

    private static CaptureHeader ReadHeader(CaptureFields fields)
    {
        fields.Expect("format", CaptureLog.FormatName);
        fields.Expect("version", CaptureLog.Version);
        CaptureWork work = fields.Name<CaptureWork>("work");
        var header = new CaptureHeader { Work = work, SdkVersion = fields.Text("sdk"), Device = fields.Text("device") };
        if (work == CaptureWork.Grade)
        {
            return header with { LimitsFlashes = fields.Flag("limitsFlashes"), KeepsYuv = fields.Flag("keepsYuv"), MapsTones = fields.Flag("mapsTones"), PassSeconds = fields.Number("passSeconds", 0, 60) };
        }

        header = header with
        {
            Provider = fields.Text("provider"),
            PackHash = fields.Text("pack"),
            Size = (int)fields.Whole("size", ClipRequest.MinSize, ClipRequest.MaxSize),
            FramesPerSecond = work == CaptureWork.Live ? 0 : fields.Number("framesPerSecond", 1, ClipRequest.MaxFramesPerSecond),
            Seed = fields.Seed("seed"),
        };
        return work == CaptureWork.Clip ? header with { Seconds = fields.Number("seconds", ClipRequest.MinSeconds, ClipRequest.MaxSeconds) } : header;
    }

    private void ReadBody(CaptureFields fields)
    {
        if (_isComplete)
        {
            throw Bad($"{Place} after the end", "nothing");
        }

        switch (fields.Text("line"))
        {
            case "input" when _steps.Count == 0:
                _inputs.Add(ReadInput(fields));
                break;
            case "step":
                _steps.Add(ReadStep(fields));
                break;
            case "update" when _header!.Work == CaptureWork.Live:
                _updates.Add(ReadUpdate(fields));
                break;
            case "frame" when _steps.Count > 0:
                fields.Expect("frame", _digests.Count);
                _digests.Add(fields.Digest("digest"));
                break;
            case "end" when _steps.Count > 0:
                fields.Expect("frames", _digests.Count);
                _isComplete = true;
                break;
            case string other:
                throw Bad($"{Place}: a line '{other}' there", "input lines, then a step, then step, frame and end, for a live act also update");
        }
    }

    private CaptureInput ReadInput(CaptureFields fields)
    {
        var input = new CaptureInput
        {
            Role = fields.Text("role"),
            Name = fields.Text("name"),
            ByteCount = fields.Whole("bytes", 0, long.MaxValue),
            Sha256 = fields.Text("sha256"),
            Content = fields.Bytes("content"),
        };
        bool isWhole = input.Content.Length == 0 || (input.IsEmbedded && Convert.ToHexStringLower(SHA256.HashData(input.Content.Span)) == input.Sha256);
        return isWhole ? input : throw Bad($"{Place}: content that is not what its length and hash say", "the file that was captured");
    }

    private CaptureStep ReadStep(CaptureFields fields)
    {
        fields.Expect("frame", _digests.Count);
        var step = new CaptureStep(_digests.Count, fields.Mix("mix", "intensity"));
        if (_header!.Work == CaptureWork.Live)
        {
            step = step with { Time = TimeSpan.FromTicks(fields.Whole("ticks", -MostTicks, MostTicks)), Tier = fields.Name<ActorTier>("tier"), Updates = fields.Whole("updates", 0, _updates.Count) };
        }

        return _header.Work != CaptureWork.Grade
            ? step
            : step with
            {
                Strength = (float)fields.Number("strength", 0, 1),
                SkinProtection = (float)fields.Number("skin", 0, 1),
                Grading = new GradeOptions { NoDither = !fields.Flag("dither"), Untouched = fields.Rectangle("hud") },
            };
    }

    private static LiveUpdate ReadUpdate(CaptureFields fields) => new(
        fields.Name<LiveUpdateKind>("kind"), fields.Number("asked", -MostSeconds, MostSeconds), fields.Number("instant", -MostSeconds, MostSeconds), fields.Mix("mix", "intensity"),
        fields.Number("arrived", -MostSeconds, MostSeconds), fields.Whole("shown", 0, long.MaxValue), fields.Flag("inTime"));

    private string Place => string.Create(CultureInfo.InvariantCulture, $"line {_number}");

    private CaptureException Bad(string found, string expected) => Bad(found, expected, null);

    private CaptureException Bad(string found, string expected, Exception? inner)
    {
        string line = $"reading the capture '{_path}': found {found}, expected {expected}; ask for the whole, unchanged file";
        return inner is null ? new CaptureException(line) : new CaptureException(line, inner);
    }
}
