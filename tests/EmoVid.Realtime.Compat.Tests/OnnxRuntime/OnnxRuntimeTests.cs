using Microsoft.ML.OnnxRuntime;

namespace EmoVid.Realtime.Compat.Tests.OnnxRuntime;

/// <summary>The managed API compiled here and the native library beside it work together.</summary>
public class OnnxRuntimeTests
{
    private static readonly byte[] Motion = File.ReadAllBytes(Path.Combine(CommittedFiles.Root, "tests", "assets", "packs", "synthetic", "motion.onnx"));

    [Fact]
    public void The_native_library_is_the_pinned_one() =>
        Assert.Equal("1.30.0", OrtEnv.Instance().GetVersionString());

    [Fact]
    public void Cpu_and_webgpu_providers_are_inside()
    {
        string[] providers = OrtEnv.Instance().GetAvailableProviders();
        Assert.Contains("CPUExecutionProvider", providers);
        Assert.Contains("WebGpuExecutionProvider", providers);
    }

    [Fact]
    public void A_graph_reports_its_tensors()
    {
        using var session = new InferenceSession(Motion);
        Assert.Equal(["embedding", "emotion", "intensity", "noise"], session.InputNames.Order());
        Assert.Equal([-1, -1, 6], session.OutputMetadata["codes"].Dimensions);
    }

    [Fact]
    public void Bytes_that_are_no_model_throw_the_package_s_exception() =>
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession([1, 2, 3]));

    [Fact]
    public void A_prebound_run_computes_and_allocates_nothing()
    {
        using var session = new InferenceSession(Motion);
        float[] emotion = [0, 0, 0, 0, 0, 0, 0, 0, 1], codes = new float[3 * 6];
        using OrtValue noiseValue = OrtValue.CreateTensorValueFromMemory(new float[3 * 6], [1, 3, 6]);
        using OrtValue emotionValue = OrtValue.CreateTensorValueFromMemory(emotion, [1, 9]);
        using OrtValue intensityValue = OrtValue.CreateTensorValueFromMemory([0.5f], [1, 1]);
        using OrtValue embeddingValue = OrtValue.CreateTensorValueFromMemory([1f, 0, 0, 0], [1, 4]);
        using OrtValue codesValue = OrtValue.CreateTensorValueFromMemory(codes, [1, 3, 6]);
        using OrtIoBinding binding = session.CreateIoBinding();
        binding.BindInput("noise", noiseValue);
        binding.BindInput("emotion", emotionValue);
        binding.BindInput("intensity", intensityValue);
        binding.BindInput("embedding", embeddingValue);
        binding.BindOutput("codes", codesValue);
        using var options = new RunOptions();
        session.RunWithBinding(options, binding);

        // 0.5 * 0.01 * 9 * (j + 1), and 0.02 where j mod 4 = 0 (make_synthetic_pack.py).
        for (int i = 0; i < codes.Length; i++)
        {
            int j = i % 6;
            Assert.Equal(0.045f * (j + 1) + (j % 4 == 0 ? 0.02f : 0f), codes[i], 1e-6f);
        }

        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                session.RunWithBinding(options, binding);
            }
        });
    }
}
