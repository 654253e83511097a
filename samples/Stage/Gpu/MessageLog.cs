using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.Core;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Keeps what the validation layer says. Any thread.</summary>
internal sealed unsafe class MessageLog : IDisposable
{
    private const int Capacity = 200;

    private readonly Lock _gate = new();
    private readonly List<string> _messages = [];
    private GCHandle _self;

    public MessageLog() => _self = GCHandle.Alloc(this);

    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    public DebugUtilsMessengerCreateInfoEXT CreateInfo() => new()
    {
        SType = StructureType.DebugUtilsMessengerCreateInfoExt,
        MessageSeverity = DebugUtilsMessageSeverityFlagsEXT.WarningBitExt | DebugUtilsMessageSeverityFlagsEXT.ErrorBitExt,
        MessageType = DebugUtilsMessageTypeFlagsEXT.GeneralBitExt | DebugUtilsMessageTypeFlagsEXT.ValidationBitExt | DebugUtilsMessageTypeFlagsEXT.PerformanceBitExt,
        PfnUserCallback = new PfnDebugUtilsMessengerCallbackEXT(&OnMessage),
        PUserData = (void*)GCHandle.ToIntPtr(_self),
    };

    public void Dispose() => _self.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static Bool32 OnMessage(DebugUtilsMessageSeverityFlagsEXT severity, DebugUtilsMessageTypeFlagsEXT types,
        DebugUtilsMessengerCallbackDataEXT* data, void* user)
    {
        if (GCHandle.FromIntPtr((nint)user).Target is MessageLog log)
        {
            string text = Marshal.PtrToStringUTF8((nint)data->PMessage) ?? "";
            lock (log._gate)
            {
                if (log._messages.Count < Capacity)
                {
                    log._messages.Add(text);
                }
            }
        }

        return false;
    }
}
