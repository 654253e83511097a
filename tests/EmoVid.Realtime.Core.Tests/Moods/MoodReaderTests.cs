using System.Diagnostics;
using System.Text;

namespace EmoVid.Realtime.Core.Tests.Moods;

/// <summary>The reader and the schema must agree; the schema is asked through Python's jsonschema, which shares nothing with the reader.</summary>
public class MoodReaderTests
{
    /// <summary>Texts and whether they are moods. "calm" stands for a good rest.</summary>
    public static TheoryData<string, bool> Texts => new()
    {
        { """{ "format": 1, "name": "calm", "grade": {} }""", true },
        { """{ "format": 1, "name": "a-b_9", "summary": "x", "grade": { "tint": { "hue": 360, "amount": 0.15, "reason": "r", "source": "s" } } }""", true },
        { """{ "format": 1, "name": "calm", "grade": { "brightness": { "value": 0.3 }, "contrast": { "value": -0.4 }, "warmCool": { "value": 1 }, "hueRotation": { "value": -60 } } }""", true },
        { """{ "format": 1, "name": "calm" }""", false },
        { """{ "name": "calm", "grade": {} }""", false },
        { """{ "format": 2, "name": "calm", "grade": {} }""", false },
        { """{ "format": "1", "name": "calm", "grade": {} }""", false },
        { """{ "format": 1, "grade": {} }""", false },
        { """{ "format": 1, "name": "neutral", "grade": {} }""", false },
        { """{ "format": 1, "name": "Calm", "grade": {} }""", false },
        { """{ "format": 1, "name": "", "grade": {} }""", false },
        { """{ "format": 1, "name": "9lives", "grade": {} }""", false },
        { """{ "format": 1, "name": 7, "grade": {} }""", false },
        { """{ "format": 1, "name": "calm", "grade": [] }""", false },
        { """{ "format": 1, "name": "calm", "grade": {}, "brightness": 0.1 }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "brightnes": { "value": 0 } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "brightness": 0.1 } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "brightness": {} } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "brightness": { "value": "0.1" } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "brightness": { "value": 0.301 } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "brightness": { "value": 1e400 } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "contrast": { "value": -0.41 } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "warmCool": { "value": 1.01 } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "tint": { "hue": 361, "amount": 0 } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "tint": { "hue": 10, "amount": -0.01 } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "tint": { "hue": 10 } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "tint": { "hue": 10, "amount": 0.1, "value": 1 } } }""", false },
        { """{ "format": 1, "name": "calm", "grade": { "tint": { "hue": 10, "amount": 0.1, "reason": 5 } } }""", false },
        { """{ "format": 1, "name": "calm", "look": "../x.cube" }""", false },
        { """{ "format": 1, "name": "calm", "look": "" }""", false },
        { """[1]""", false },
        { """null""", false },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_reader_takes_what_is_a_mood_and_words_what_is_none(string text, bool isMood)
    {
        if (isMood)
        {
            Assert.NotNull(MoodReader.Read("x.json", Encoding.UTF8.GetBytes(text)));
            return;
        }

        var error = Assert.Throws<MoodException>(() => MoodReader.Read("x.json", Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith("Reading the mood 'x.json': found ", error.Message, StringComparison.Ordinal);
        Assert.Contains(", expected ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{ "format": 1, "format": 1, "name": "calm", "grade": {} }""")]
    [InlineData("""{ "format": 1, "name": "calm", "grade": {}, }""")]
    [InlineData("""{ "format": 1, "name": "calm", "grade": { "brightness": { "value": NaN } } }""")]
    public void What_is_not_JSON_is_refused(string text) =>
        Assert.Throws<MoodException>(() => MoodReader.Read("x.json", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_byte_order_mark_does_not_matter() =>
        Assert.Equal("calm", MoodReader.Read("x.json", Encoding.UTF8.GetPreamble().Concat("""{ "format": 1, "name": "calm", "grade": {} }"""u8.ToArray()).ToArray()).Name);

    [Fact]
    public void The_schema_says_the_same()
    {
        string moods = Path.Combine(CommittedFiles.Root, "moods");
        var input = new StringBuilder();
        foreach (string name in EmotionNames.All)
        {
            input.Append(File.ReadAllText(Path.Combine(moods, $"{name}.json")).ReplaceLineEndings(" ")).Append('\n');
        }

        bool[] expected = [.. Enumerable.Repeat(true, EmotionNames.Count), .. Texts.Select(row => (bool)row[1])];
        foreach (object[] row in Texts)
        {
            input.Append((string)row[0]).Append('\n');
        }

        const string Script = """
            import json, sys, jsonschema
            validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
            for line in sys.stdin: print(int(validator.is_valid(json.loads(line))))
            """;
        var start = new ProcessStartInfo("python3", ["-c", Script, Path.Combine(moods, "mood.schema.json")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input.ToString());
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line == "1"));
    }
}
