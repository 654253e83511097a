using System.Buffers.Binary;
using System.Diagnostics;

namespace EmoVid.Realtime.Media.Tests;

/// <summary>Pillow (Debian's python3-pil) as the oracle: it shares no code with this product and writes and reads all
/// formats by itself. A missing Pillow fails the test.</summary>
public static class Pillow
{
    private const string Prelude =
        """
        import struct, sys
        from PIL import Image, ImageDraw, ImageOps, ImageSequence
        arguments = sys.argv[1:]

        """;

    /// <summary>Runs a script that may use Image, ImageDraw, ImageOps and "arguments"; returns its standard output.</summary>
    public static byte[] Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Prelude + script);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        using StreamReader reader = process.StandardOutput, error = process.StandardError;
        Task<string> errors = error.ReadToEndAsync();
        using var output = new MemoryStream();
        reader.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"python3 with Pillow (apt-get install python3-pil) failed: {errors.Result}");
        return output.ToArray();
    }

    /// <summary>Decodes every frame as straight RGBA.</summary>
    public static IReadOnlyList<OracleFrame> Decode(string path)
    {
        byte[] bytes = Run(
            """
            image = Image.open(arguments[0])
            for frame in ImageSequence.Iterator(image):
                frame.load()
                pixels = (ImageOps.exif_transpose(frame) if image.format == 'JPEG' else frame).convert('RGBA')
                sys.stdout.buffer.write(struct.pack('<iii', pixels.width, pixels.height, round(frame.info.get('duration', 0))))
                sys.stdout.buffer.write(pixels.tobytes())
            """,
            path);
        var frames = new List<OracleFrame>();
        for (int offset = 0; offset < bytes.Length;)
        {
            int width = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));
            int height = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset + 4));
            int milliseconds = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset + 8));
            offset += 12;
            frames.Add(new OracleFrame(width, height, milliseconds, bytes.AsSpan(offset, width * height * 4).ToArray()));
            offset += width * height * 4;
        }

        return frames;
    }
}
