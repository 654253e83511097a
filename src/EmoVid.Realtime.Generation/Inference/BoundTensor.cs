using System.Runtime.CompilerServices;

namespace EmoVid.Realtime.Generation;

/// <summary>A named tensor over memory that stays where it is.</summary>
/// <remarks>The memory starts at a multiple of 64 bytes, as ONNX Runtime's own does. Some of its kernels (ReduceMean for one)
/// sum in an order that depends on the alignment, and the same seed must give the same bits.</remarks>
internal readonly struct BoundTensor
{
    private const int AlignmentBytes = 64;

    public unsafe BoundTensor(string name, params ReadOnlySpan<long> shape)
    {
        Name = name;
        Shape = shape.ToArray();
        long length = 1;
        foreach (long axis in shape)
        {
            length = checked(length * axis);
        }

        float[] array = GC.AllocateArray<float>(checked((int)length + AlignmentBytes / sizeof(float)), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref array[0]);
        nuint skipped = (AlignmentBytes - address % AlignmentBytes) % AlignmentBytes;
        Memory = array.AsMemory((int)skipped / sizeof(float), (int)length);
    }

    private BoundTensor(string name, long[] shape, Memory<float> memory) => (Name, Shape, Memory) = (name, shape, memory);

    public string Name { get; }

    public long[] Shape { get; }

    public Memory<float> Memory { get; }

    public Span<float> Data => Memory.Span;

    /// <summary>One entry along the first axis.</summary>
    public Span<float> Row(int index)
    {
        int length = Memory.Length / (int)Shape[0];
        return Memory.Span.Slice(index * length, length);
    }

    /// <summary>The first entries along the first axis, in the same memory.</summary>
    public BoundTensor First(int rows) => new(Name, [rows, .. Shape.AsSpan(1)], Memory[..(Memory.Length / (int)Shape[0] * rows)]);
}
