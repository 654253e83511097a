using System.Runtime.CompilerServices;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The one place where a <see cref="Result"/> becomes an exception, in every build.</summary>
internal static class ResultCheck
{
    /// <summary>Throws when a call failed. Only negative results are failures; the others are answers.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="doing">What the call was for, as the start of a sentence.</param>
    /// <param name="expression">The call itself; the compiler fills it in.</param>
    public static void ThrowIfFailed(this Result result, string doing, [CallerArgumentExpression(nameof(result))] string expression = "")
    {
        if (result < Result.Success)
        {
            throw Describe(result, doing, expression);
        }
    }

    public static VulkanException Describe(Result result, string doing, string expression)
    {
        string call = string.Join(' ', expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new VulkanException($"{doing}: '{call}' returned {result}, expected Success; {Advice(result)}.", result == Result.ErrorDeviceLost);
    }

    private static string Advice(Result result) => result switch
    {
        Result.ErrorDeviceLost => "the driver has reset or the device is gone: create the Vulkan device again, or use the CPU engine",
        Result.ErrorOutOfDeviceMemory or Result.ErrorOutOfHostMemory or Result.ErrorTooManyObjects =>
            "use a smaller frame or close other programs that use the GPU",
        Result.ErrorIncompatibleDriver or Result.ErrorInitializationFailed =>
            "install a Vulkan driver (apt install mesa-vulkan-drivers) or use the CPU engine",
        Result.ErrorLayerNotPresent => "install the validation layer (apt install vulkan-validationlayers) or switch validation off",
        _ => "update the Vulkan driver or use the CPU engine",
    };
}
