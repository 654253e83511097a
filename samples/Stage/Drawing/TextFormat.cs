using System.Runtime.CompilerServices;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Formats an interpolated string into a painter's buffer, without an allocation.</summary>
[InterpolatedStringHandler]
internal ref struct TextFormat
{
    private readonly Span<char> _buffer;
    private int _length;

    public TextFormat(int literalLength, int formattedCount, TextPainter painter)
    {
        _ = literalLength + formattedCount;
        _buffer = painter.Buffer;
    }

    public readonly ReadOnlySpan<char> Text => _buffer[.._length];

    public void AppendLiteral(string text) => AppendFormatted(text.AsSpan());

    public void AppendFormatted(string? text) => AppendFormatted(text.AsSpan());

    public void AppendFormatted(scoped ReadOnlySpan<char> text)
    {
        int fits = Math.Min(text.Length, _buffer.Length - _length);
        text[..fits].CopyTo(_buffer[_length..]);
        _length += fits;
    }

    public void AppendFormatted<T>(T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        if (value.TryFormat(_buffer[_length..], out int written, format, TextPainter.Culture))
        {
            _length += written;
        }
    }
}
