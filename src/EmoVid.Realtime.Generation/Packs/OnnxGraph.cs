using System.Runtime.InteropServices;
using System.Text;

namespace EmoVid.Realtime.Generation;

/// <summary>What an ONNX file says about itself, read without running it. Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxGraph
{
    private const int MaxDepth = 32;
    private const int FloatType = 1;
    private const int DoubleType = 11;
    private const int ExternalLocation = 1;

    private readonly HashSet<string> _weightNames = new(StringComparer.Ordinal);

    private OnnxGraph()
    {
    }

    /// <summary>Version of the default operator set; 0 when the file names none.</summary>
    public long Opset { get; private set; }

    public List<OnnxTensorType> Inputs { get; } = [];

    public List<OnnxTensorType> Outputs { get; } = [];

    /// <summary>The first operator outside ONNX's own domain, or null.</summary>
    public string? ForeignOperator { get; private set; }

    /// <summary>The first weight that holds a value which is not finite, or null.</summary>
    public string? BadWeight { get; private set; }

    /// <summary>The first weight whose values are kept in another file, or null.</summary>
    public string? ExternalWeight { get; private set; }

    /// <exception cref="InvalidDataException">The bytes are not an ONNX model.</exception>
    public static OnnxGraph Read(ReadOnlySpan<byte> model)
    {
        var graph = new OnnxGraph();
        bool found = false;
        var reader = new OnnxWireReader(model);
        while (reader.Next())
        {
            if (reader.Field == 8)
            {
                graph.ReadOpset(reader.Bytes);
            }
            else if (reader.Field == 7 && reader.IsBytes)
            {
                graph.ReadGraph(reader.Bytes, 0);
                found = true;
            }
        }

        if (!found)
        {
            throw new InvalidDataException("no graph");
        }

        // Before IR version 4 weights were listed among the inputs.
        graph.Inputs.RemoveAll(input => graph._weightNames.Contains(input.Name));
        return graph;
    }

    private static bool IsStock(string domain) => domain is "" or "ai.onnx";

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private void ReadOpset(ReadOnlySpan<byte> message)
    {
        string domain = "";
        long version = 0;
        var reader = new OnnxWireReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                domain = Text(reader.Bytes);
            }
            else if (reader.Field == 2)
            {
                version = (long)reader.Number;
            }
        }

        if (IsStock(domain))
        {
            Opset = version;
        }
    }

    private void ReadGraph(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidDataException("graphs nested too deeply");
        }

        var reader = new OnnxWireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    ReadNode(reader.Bytes, depth);
                    break;
                case 5:
                    ReadTensor(reader.Bytes);
                    break;
                case 11 when depth == 0:
                    Inputs.Add(OnnxTensorType.Read(reader.Bytes));
                    break;
                case 12 when depth == 0:
                    Outputs.Add(OnnxTensorType.Read(reader.Bytes));
                    break;
            }
        }
    }

    private void ReadNode(ReadOnlySpan<byte> message, int depth)
    {
        string kind = "", domain = "";
        var reader = new OnnxWireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 4:
                    kind = Text(reader.Bytes);
                    break;
                case 5:
                    ReadAttribute(reader.Bytes, depth);
                    break;
                case 7:
                    domain = Text(reader.Bytes);
                    break;
            }
        }

        if (!IsStock(domain))
        {
            ForeignOperator ??= $"{domain}.{kind}";
        }
    }

    private void ReadAttribute(ReadOnlySpan<byte> message, int depth)
    {
        var reader = new OnnxWireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 5 or 10:
                    ReadTensor(reader.Bytes);
                    break;
                case 6 or 11:
                    ReadGraph(reader.Bytes, depth + 1);
                    break;
            }
        }
    }

    private void ReadTensor(ReadOnlySpan<byte> message)
    {
        string name = "";
        ulong type = 0;
        bool finite = true;
        ReadOnlySpan<byte> raw = default;
        var reader = new OnnxWireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2:
                    type = reader.Number;
                    break;
                case 4 when reader.IsBytes:
                    finite &= IsUsable(MemoryMarshal.Cast<byte, float>(reader.Bytes));
                    break;
                case 4:
                    finite &= !float.IsNaN(BitConverter.UInt32BitsToSingle((uint)reader.Number));
                    break;
                case 8:
                    name = Text(reader.Bytes);
                    break;
                case 9:
                    raw = reader.Bytes;
                    break;
                case 14 when reader.Number == ExternalLocation:
                    ExternalWeight ??= name;
                    break;
            }
        }

        finite &= type switch
        {
            FloatType => IsUsable(MemoryMarshal.Cast<byte, float>(raw)),
            DoubleType => IsUsable(MemoryMarshal.Cast<byte, double>(raw)),
            _ => true,
        };
        _weightNames.Add(name);
        if (!finite)
        {
            BadWeight ??= name;
        }
    }

    // A lone infinity is a legitimate bound (Clip, ReduceMax); among weights it is damage.
    private static bool IsUsable<T>(ReadOnlySpan<T> values) where T : System.Numerics.IFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            if (T.IsNaN(value) || (T.IsInfinity(value) && values.Length > 1))
            {
                return false;
            }
        }

        return true;
    }
}
