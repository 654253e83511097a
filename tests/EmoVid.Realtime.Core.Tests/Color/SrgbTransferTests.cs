namespace EmoVid.Realtime.Core.Tests.Color;

public class SrgbTransferTests
{
    [Fact]
    public void Every_code_survives_the_way_to_linear_and_back()
    {
        for (int code = 0; code < 256; code++)
        {
            Assert.Equal(code, SrgbTransfer.EncodeCode(SrgbTransfer.DecodeCode((byte)code)));
            Assert.Equal(code, SrgbTransfer.EncodeCode(SrgbTransfer.Decode(code / 255f)));
        }
    }

    /// <summary>The piecewise function of IEC 61966-2-1 in double precision, with the linear segment's end at code 10.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1 / (255 * 12.92))]
    [InlineData(10, 10 / (255 * 12.92))]
    [InlineData(11, 0.003346535763899161)]
    [InlineData(128, 0.21586050011389926)]
    [InlineData(188, 0.5028864580325687)]
    [InlineData(255, 1)]
    public void Codes_have_their_known_linear_values(byte code, double linear)
    {
        Assert.Equal(linear, SrgbTransfer.DecodeCode(code), 1e-6);
        Assert.Equal(code / 255.0, SrgbTransfer.Encode((float)linear), 1e-6);
    }

    [Fact]
    public void Spans_equal_the_single_values_also_in_place()
    {
        var values = new float[1000];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i / 900f;
        }

        var decoded = new float[1000];
        SrgbTransfer.Decode(values, decoded);
        var encoded = new float[1000];
        SrgbTransfer.Encode(values, encoded);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(SrgbTransfer.Decode(values[i]), decoded[i], 1e-6f);
            Assert.Equal(SrgbTransfer.Encode(values[i]), encoded[i], 1e-6f);
        }

        SrgbTransfer.Decode(values, values);
        Assert.Equal(decoded, values);
    }

    [Fact]
    public void Values_outside_the_gamut_survive_and_codes_clamp()
    {
        foreach (float value in new[] { -0.5f, -0.001f, 1.7f })
        {
            Assert.Equal(value, SrgbTransfer.Encode(SrgbTransfer.Decode(value)), 1e-5f);
        }

        Assert.Equal(0, SrgbTransfer.EncodeCode(-1));
        Assert.Equal(255, SrgbTransfer.EncodeCode(7));
        Assert.Equal(0, SrgbTransfer.EncodeCode(float.NaN));
    }
}
