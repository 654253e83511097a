using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The programs of one device that are in use, each compiled once. Any thread; one that asks for a program while it is being compiled waits for
/// it.</summary>
/// <param name="device">The owner.</param>
internal sealed class ComputePrograms(VulkanDevice device)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ComputeProgram> _programs = [];

    /// <summary>The program of a shader with these constants, compiled if nobody uses it yet. To be given back.</summary>
    /// <inheritdoc cref="ComputeProgram(VulkanDevice, string, DescriptorType[], int, ReadOnlySpan{SpecializationConstant})"/>
    public ComputeProgram Take(string stem, DescriptorType[] bindings, int pushConstantBytes, ReadOnlySpan<SpecializationConstant> constants)
    {
        string key = $"{stem}|{string.Join(',', bindings)}|{pushConstantBytes}|{string.Join(',', constants.ToArray())}";
        lock (_gate)
        {
            if (!_programs.TryGetValue(key, out ComputeProgram? program))
            {
                program = new ComputeProgram(device, stem, bindings, pushConstantBytes, constants);
                _programs.Add(key, program);
            }

            program.Users++;
            return program;
        }
    }

    /// <summary>Gives a program back. With its last user it goes.</summary>
    public void Release(ComputeProgram program)
    {
        lock (_gate)
        {
            if (--program.Users == 0)
            {
                _programs.Remove(_programs.First(entry => entry.Value == program).Key);
                program.Dispose();
            }
        }
    }
}
