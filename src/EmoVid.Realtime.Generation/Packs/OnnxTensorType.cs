using System.Text;

namespace EmoVid.Realtime.Generation;

/// <summary>Name, element type and shape of a graph's input or output.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="IsFloat32">Whether the elements are float32.</param>
/// <param name="Shape">One entry an axis, <see cref="Free"/> where the graph leaves it open; null when it states no shape.</param>
internal sealed record OnnxTensorType(string Name, bool IsFloat32, long[]? Shape)
{
    /// <summary>An axis whose size the graph leaves to the caller.</summary>
    public const long Free = -1;

    public static OnnxTensorType Read(ReadOnlySpan<byte> valueInfo)
    {
        string name = "";
        bool isFloat = false;
        List<long>? shape = null;
        var value = new OnnxWireReader(valueInfo);
        while (value.Next())
        {
            if (value.Field == 1)
            {
                name = Encoding.UTF8.GetString(value.Bytes);
            }
            else if (value.Field == 2)
            {
                var type = new OnnxWireReader(value.Bytes);
                while (type.Next())
                {
                    if (type.Field == 1)
                    {
                        (isFloat, shape) = ReadTensorType(type.Bytes);
                    }
                }
            }
        }

        return new OnnxTensorType(name, isFloat, shape?.ToArray());
    }

    /// <summary>How messages write it, e.g. <c>float32 [1, ?, 24]</c>.</summary>
    public override string ToString() => Describe(IsFloat32, Shape);

    public static string Describe(bool isFloat32, long[]? shape)
    {
        string axes = shape is null ? "of no stated shape" : $"[{string.Join(", ", shape.Select(axis => axis == Free ? "?" : $"{axis}"))}]";
        return $"{(isFloat32 ? "float32" : "not float32")} {axes}";
    }

    private static (bool IsFloat, List<long>? Shape) ReadTensorType(ReadOnlySpan<byte> message)
    {
        bool isFloat = false;
        List<long>? shape = null;
        var reader = new OnnxWireReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                isFloat = reader.Number == 1;
            }
            else if (reader.Field == 2)
            {
                shape = [];
                var axes = new OnnxWireReader(reader.Bytes);
                while (axes.Next())
                {
                    if (axes.Field == 1)
                    {
                        shape.Add(ReadAxis(axes.Bytes));
                    }
                }
            }
        }

        return (isFloat, shape);
    }

    private static long ReadAxis(ReadOnlySpan<byte> message)
    {
        var reader = new OnnxWireReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                return (long)reader.Number;
            }
        }

        return Free;
    }
}
