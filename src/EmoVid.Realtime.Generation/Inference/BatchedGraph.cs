using Microsoft.ML.OnnxRuntime;

namespace EmoVid.Realtime.Generation;

/// <summary>One network over any number of rows up to a most, tied once for each number to the same arrays.</summary>
/// <remarks>One thread at a time. The session must outlive it. The first run of each number of rows allocates.</remarks>
internal sealed class BatchedGraph(GraphSessions sessions, InferenceSession session, BoundTensor[] inputs, BoundTensor[] outputs) : IDisposable
{
    private readonly (BoundGraph Graph, BoundTensor[] Outputs)?[] _tied = new (BoundGraph, BoundTensor[])?[inputs[0].Shape[0] + 1];

    /// <summary>Runs the first rows and checks what comes out.</summary>
    /// <exception cref="ModelPackException">The network failed, or a number is not finite.</exception>
    public void RunChecked(int rows, string pack, string name)
    {
        (BoundGraph graph, BoundTensor[] written) = _tied[rows] ??= Tie(rows);
        graph.RunChecked(pack, name, written[0]);
        for (int i = 1; i < written.Length; i++)
        {
            BoundGraph.CheckFinite(pack, name, written[i]);
        }
    }

    public void Dispose() => Array.ForEach(_tied, tied => tied?.Graph.Dispose());

    private (BoundGraph Graph, BoundTensor[] Outputs) Tie(int rows)
    {
        BoundTensor[] written = Array.ConvertAll(outputs, tensor => tensor.First(rows));
        return (new BoundGraph(sessions, session, Array.ConvertAll(inputs, tensor => tensor.First(rows)), written), written);
    }
}
