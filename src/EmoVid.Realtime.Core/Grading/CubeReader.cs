using System.Globalization;
using System.Numerics;

namespace EmoVid.Realtime;

/// <summary>Reads the text of a <c>.cube</c> file. Whatever is wrong with it becomes one line with the line's number.</summary>
internal sealed class CubeReader(string file)
{
    private const string CorrectIt = "correct the file or export it again";

    private readonly List<float> _values = [];
    private string _title = "";
    private int _curveSize;
    private int _latticeSize;
    private Vector3? _domainMin;
    private Vector3? _domainMax;
    private CubeDomain? _curveRange;
    private CubeDomain? _latticeRange;
    private int _line;

    /// <summary>Colours that the sizes promise.</summary>
    private long Promised => _curveSize + (long)_latticeSize * _latticeSize * _latticeSize;

    public CubeLut Read(string text)
    {
        foreach (ReadOnlySpan<char> raw in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            _line++;
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (char.IsAsciiLetter(line[0]) && !IsNumberWord(line))
            {
                ReadKeyword(line);
            }
            else
            {
                ReadColor(line);
            }
        }

        return Finish();
    }

    private CubeLut Finish()
    {
        if (Promised == 0)
        {
            throw CubeLutException.Reading(file, "no LUT_1D_SIZE and no LUT_3D_SIZE", "a size", CorrectIt);
        }

        if (_values.Count / 3 != Promised)
        {
            throw CubeLutException.Reading(file, $"that it ends after {_values.Count / 3} colours", $"{Promised} by its size", "get the whole file again");
        }

        var domain = new CubeDomain(_domainMin ?? Vector3.Zero, _domainMax ?? Vector3.One);
        if (!(domain.Min.X < domain.Max.X && domain.Min.Y < domain.Max.Y && domain.Min.Z < domain.Max.Z))
        {
            throw CubeLutException.Reading(file, "a DOMAIN_MIN that is not below DOMAIN_MAX", "a domain with some length in each channel", CorrectIt);
        }

        float[] values = [.. _values];
        return new CubeLut(_title, values[..(3 * _curveSize)], _curveRange ?? domain, _latticeSize, values[(3 * _curveSize)..], _latticeRange ?? domain);
    }

    private void ReadKeyword(ReadOnlySpan<char> line)
    {
        int end = line.IndexOfAny(' ', '\t');
        ReadOnlySpan<char> keyword = end < 0 ? line : line[..end];
        ReadOnlySpan<char> rest = end < 0 ? default : line[end..].Trim();
        if (_values.Count > 0)
        {
            throw Bad($"the keyword {Shown(keyword)} after colours began", "keywords first");
        }

        switch (keyword)
        {
            case "TITLE":
                _title = rest.Trim('"').ToString();
                break;
            case "LUT_1D_SIZE":
                _curveSize = ReadSize(rest, "LUT_1D_SIZE", _curveSize, CubeLut.MaxCurveSize);
                break;
            case "LUT_3D_SIZE":
                _latticeSize = ReadSize(rest, "LUT_3D_SIZE", _latticeSize, CubeLut.MaxLatticeSize);
                break;
            case "DOMAIN_MIN":
                _domainMin = ReadThree(rest, "DOMAIN_MIN");
                break;
            case "DOMAIN_MAX":
                _domainMax = ReadThree(rest, "DOMAIN_MAX");
                break;
            case "LUT_1D_INPUT_RANGE":
                _curveRange = ReadRange(rest, "LUT_1D_INPUT_RANGE");
                break;
            case "LUT_3D_INPUT_RANGE":
                _latticeRange = ReadRange(rest, "LUT_3D_INPUT_RANGE");
                break;
            default:
                throw Bad($"the unknown keyword {Shown(keyword)}", "TITLE, LUT_1D_SIZE, LUT_3D_SIZE, DOMAIN_MIN, DOMAIN_MAX, LUT_1D_INPUT_RANGE or LUT_3D_INPUT_RANGE");
        }
    }

    private int ReadSize(ReadOnlySpan<char> text, string keyword, int before, int most)
    {
        if (before != 0)
        {
            throw Bad($"a second {keyword}", "one");
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int size) && size >= CubeLut.MinSize && size <= most
            ? size
            : throw Bad($"{Shown(text)} for {keyword}", $"a whole number from {CubeLut.MinSize} to {most}");
    }

    private Vector3 ReadThree(ReadOnlySpan<char> text, string keyword)
    {
        Span<float> numbers = stackalloc float[3];
        ReadNumbers(text, numbers, keyword);
        return new Vector3(numbers);
    }

    private CubeDomain ReadRange(ReadOnlySpan<char> text, string keyword)
    {
        Span<float> numbers = stackalloc float[2];
        ReadNumbers(text, numbers, keyword);
        return numbers[0] < numbers[1]
            ? new CubeDomain(new Vector3(numbers[0]), new Vector3(numbers[1]))
            : throw Bad($"{Shown(text)} for {keyword}", "its begin below its end");
    }

    private void ReadColor(ReadOnlySpan<char> line)
    {
        if (Promised == 0)
        {
            throw Bad($"{Shown(line)} before any size", "LUT_1D_SIZE or LUT_3D_SIZE first");
        }

        if (_values.Count / 3 == Promised)
        {
            throw Bad("a colour too many", $"{Promised} by its size");
        }

        Span<float> numbers = stackalloc float[3];
        ReadNumbers(line, numbers, "a colour");
        _values.AddRange(numbers);
    }

    private void ReadNumbers(ReadOnlySpan<char> text, Span<float> numbers, string what)
    {
        int count = 0;
        foreach (Range part in text.SplitAny(' ', '\t'))
        {
            ReadOnlySpan<char> word = text[part];
            if (word.IsEmpty)
            {
                continue;
            }

            if (count == numbers.Length || !float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
            {
                string hint = word.Contains(',') ? " with a point as decimal separator" : "";
                throw Bad($"{Shown(text)} for {what}", $"{numbers.Length} finite numbers{hint}");
            }

            numbers[count++] = value;
        }

        if (count != numbers.Length)
        {
            throw Bad($"{Shown(text)} for {what}", $"{numbers.Length} finite numbers");
        }
    }

    /// <summary>Whether a line that begins with a letter is meant as a colour: the words for what is no number.</summary>
    private static bool IsNumberWord(ReadOnlySpan<char> line) =>
        line.StartsWith("nan", StringComparison.OrdinalIgnoreCase) || line.StartsWith("inf", StringComparison.OrdinalIgnoreCase);

    private CubeLutException Bad(string found, string expected) => CubeLutException.Reading(file, $"{found} in line {_line}", expected, CorrectIt);

    private static string Shown(ReadOnlySpan<char> text)
    {
        const int Longest = 40;
        return text.Length <= Longest ? $"'{text}'" : $"'{text[..Longest]}…'";
    }
}
