using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The tables of <see cref="TransferTables"/> as scene_grade.comp reads them: for each encoding, sRGB first, the positions of 8-bit codes,
/// of 10-bit codes, of half floats and of 65536ths, one after the other; and graded values as numbers and as half floats.</summary>
internal sealed class GradeTables : IDisposable
{
    /// <summary>Makes the tables, in memory that the host wrote without any command.</summary>
    public GradeTables(VulkanDevice device)
    {
        const int PositionCount = 256 + 1024 + 65536 + TransferTables.UnitSteps + 1, ValueCount = GradeLut.One + 1;
        try
        {
            Positions = new GpuBuffer(device, "grade: positions", BufferHome.Shared, 2 * 2 * PositionCount, BufferUsageFlags.UniformTexelBufferBit, Format.R16Uint);
            Values = new GpuBuffer(device, "grade: values", BufferHome.Shared, 2 * sizeof(float) * ValueCount, BufferUsageFlags.UniformTexelBufferBit, Format.R32Sfloat);
            Halves = new GpuBuffer(device, "grade: half floats", BufferHome.Shared, 2 * 2 * ValueCount, BufferUsageFlags.UniformTexelBufferBit, Format.R16Uint);
            Span<ushort> positions = MemoryMarshal.Cast<byte, ushort>(Positions.Bytes);
            Span<float> values = MemoryMarshal.Cast<byte, float>(Values.Bytes);
            Span<ushort> halves = MemoryMarshal.Cast<byte, ushort>(Halves.Bytes);
            foreach (ColorEncoding encoding in (ReadOnlySpan<ColorEncoding>)[ColorEncoding.Srgb, ColorEncoding.Linear])
            {
                positions = Append(positions, TransferTables.FromBytes(encoding));
                positions = Append(positions, TransferTables.FromTenBits(encoding));
                positions = Append(positions, TransferTables.FromHalves(encoding));
                positions = Append(positions, TransferTables.FromUnit(encoding));
                values = Append(values, TransferTables.ToUnit(encoding));
                halves = Append(halves, TransferTables.ToHalves(encoding));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public GpuBuffer Positions { get; } = null!;

    public GpuBuffer Values { get; } = null!;

    public GpuBuffer Halves { get; } = null!;

    public void Dispose()
    {
        Positions?.Dispose();
        Values?.Dispose();
        Halves?.Dispose();
    }

    private static Span<T> Append<T>(Span<T> destination, T[] table)
    {
        table.CopyTo(destination);
        return destination[table.Length..];
    }
}
