using System.Runtime.Intrinsics;

namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>The forms with and without AVX2 give the same integers.</summary>
public class VectorWordsTests
{
    [Fact]
    public void Products_are_the_same_in_both_forms_and_in_scalar_arithmetic()
    {
        var random = new Random(1);
        short[] special = [0, 1, -1, 255, 4096, 16384, -16384, 28378, -28378, 32767, -32767, -32768, 181];
        Span<short> a = stackalloc short[16], b = stackalloc short[16];
        for (int round = 0; round < 20_000; round++)
        {
            for (int i = 0; i < 16; i++)
            {
                a[i] = random.Next(3) == 0 ? special[random.Next(special.Length)] : (short)random.Next(-32768, 32768);
                b[i] = random.Next(3) == 0 ? special[random.Next(special.Length)] : (short)random.Next(-32768, 32768);
                b[i] = a[i] == -32768 && b[i] == -32768 ? (short)1 : b[i];
            }

            Vector256<short> x = Vector256.Create<short>(a), y = Vector256.Create<short>(b);
            Assert.Equal(VectorWords.RoundedProduct(x, y), VectorWords.Portable.RoundedProduct(x, y));
            Assert.Equal(VectorWords.HighProduct(x.AsUInt16(), y.AsUInt16()), VectorWords.Portable.HighProduct(x.AsUInt16(), y.AsUInt16()));
            Assert.Equal(VectorWords.PairedProducts(x, y), VectorWords.Portable.PairedProducts(x, y));
            Vector256<short> magnitude = Vector256.Abs(x) & Vector256.Create((short)0x7FFF);
            Assert.Equal(VectorWords.WithSign(magnitude, y), VectorWords.Portable.WithSign(magnitude, y));
            for (int i = 0; i < 16; i++)
            {
                Assert.Equal((short)AttributeScale.RoundedProduct(a[i], b[i]), VectorWords.RoundedProduct(x, y)[i]);
                Assert.Equal((ushort)((uint)(ushort)a[i] * (ushort)b[i] >> 16), VectorWords.HighProduct(x.AsUInt16(), y.AsUInt16())[i]);
            }
        }
    }

    [Fact]
    public void A_division_by_255_is_exact_over_its_range()
    {
        for (int n = 0; n <= 65279; n++)
        {
            Assert.Equal(n / 255, VectorWords.Over255(Vector256.Create((ushort)n))[0]);
        }
    }

    [Fact]
    public void Ten_bits_become_eight_the_same_way_in_vectors()
    {
        for (int value = 0; value < 1024; value++)
        {
            Assert.Equal(PixelCodes.FromTenBits(value), AttributeScale.RoundedProduct(value, 8168));
            Assert.Equal((int)Math.Round(value * 255m / 1023), PixelCodes.FromTenBits(value));
        }
    }
}
