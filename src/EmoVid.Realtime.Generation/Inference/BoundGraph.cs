using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace EmoVid.Realtime.Generation;

/// <summary>One network tied once to the arrays that it reads and writes, so that a run allocates nothing.</summary>
/// <remarks>One thread at a time. The session must outlive it.</remarks>
internal sealed class BoundGraph : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;
    private readonly OrtIoBinding? _binding;
    private readonly Action? _beforeRun;

    /// <param name="owner">Whose session it is; says what runs it.</param>
    /// <param name="session">The network.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="outputs">What it writes.</param>
    public BoundGraph(GraphSessions owner, InferenceSession session, BoundTensor[] inputs, BoundTensor[] outputs)
    {
        _session = session;
        _beforeRun = owner.BeforeRun;
        _inputNames = Array.ConvertAll(inputs, tensor => tensor.Name);
        _outputNames = Array.ConvertAll(outputs, tensor => tensor.Name);
        _inputs = Array.ConvertAll(inputs, tensor => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tensor.Memory, tensor.Shape));
        _outputs = Array.ConvertAll(outputs, tensor => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tensor.Memory, tensor.Shape));

        // A binding copies an input to another device when it is bound, not when it is run; so only the CPU can use one.
        if (owner.Provider == ExecutionProvider.Cpu)
        {
            _binding = session.CreateIoBinding();
            for (int i = 0; i < inputs.Length; i++)
            {
                _binding.BindInput(_inputNames[i], _inputs[i]);
            }

            for (int i = 0; i < outputs.Length; i++)
            {
                _binding.BindOutput(_outputNames[i], _outputs[i]);
            }
        }
    }

    /// <summary>Reads the inputs' arrays, fills the outputs' arrays and checks one of them.</summary>
    /// <param name="pack">The pack's path, for the message.</param>
    /// <param name="name">The graph's file name, for the message.</param>
    /// <param name="output">The output that must be finite.</param>
    /// <exception cref="ModelPackException">The network failed, an output has another shape than its array, or a number is not
    /// finite.</exception>
    public void RunChecked(string pack, string name, BoundTensor output)
    {
        try
        {
            _beforeRun?.Invoke();
            Run();
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackException($"running {name} of the model pack '{pack}': found {NativeRuntime.Cause(e)}, expected a network that runs on its stated shapes; run 'emovid model verify' on the pack", e);
        }

        CheckFinite(pack, name, output);
    }

    /// <exception cref="ModelPackException">A number is not finite.</exception>
    public static void CheckFinite(string pack, string name, BoundTensor output)
    {
        if (!TensorPrimitives.IsFiniteAll(output.Data))
        {
            throw new ModelPackException($"running {name} of the model pack '{pack}': found NaN or infinity in '{output.Name}', expected finite numbers; get another version of the pack");
        }
    }

    private void Run()
    {
        if (_binding is not null)
        {
            _session.RunWithBinding(_runOptions, _binding);
        }
        else
        {
            _session.Run(_runOptions, _inputNames, _inputs, _outputNames, _outputs);
        }
    }

    public void Dispose()
    {
        _binding?.Dispose();
        Array.ForEach(_inputs, value => value.Dispose());
        Array.ForEach(_outputs, value => value.Dispose());
        _runOptions.Dispose();
    }
}
