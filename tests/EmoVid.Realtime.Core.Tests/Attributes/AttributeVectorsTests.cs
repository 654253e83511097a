using System.Runtime.Intrinsics;

namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>The vector forms against exact integer arithmetic, for every input that can occur.</summary>
public class AttributeVectorsTests
{
    [Theory]
    [InlineData(4096)]
    [InlineData(512)]
    public void Quotients_round_exactly_for_every_pair(int scale)
    {
        for (int divisor = 1; divisor < 256; divisor++)
        {
            for (int n = 0; n <= divisor; n++)
            {
                int exact = (2 * scale * n + divisor) / (2 * divisor);
                Vector256<int> actual = AttributeVectors.RoundedQuotient(Vector256.Create(n * scale), Vector256.Create(divisor));
                Assert.True(actual == Vector256.Create(exact), $"{n} · {scale} / {divisor}");
            }
        }

        Assert.Equal(Vector256<int>.Zero, AttributeVectors.RoundedQuotient(Vector256<int>.Zero, Vector256<int>.Zero));
    }

    [Fact]
    public void Unpremultiplying_equals_the_integer_definition_for_every_pair()
    {
        for (int alpha = 0; alpha < 256; alpha++)
        {
            for (int channel = 0; channel < 256; channel++)
            {
                Vector256<int> actual = AttributeVectors.Unpremultiply(Vector256.Create(channel), Vector256.Create(alpha));
                Assert.True(actual == Vector256.Create(AlphaConversion.Unpremultiply(channel, alpha)), $"{channel} of {alpha}");
            }
        }
    }
}
