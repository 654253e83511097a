using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.Core;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Collects what the validation layer says, at warning and error severity. Any thread.</summary>
internal sealed unsafe class ValidationLog : IDisposable
{
    /// <summary>A broken call in a loop must not fill the memory: later messages only reach the callback.</summary>
    private const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly List<string> _messages = [];
    private readonly Action<string>? _onMessage;
    private GCHandle _self;

    public ValidationLog(Action<string>? onMessage)
    {
        _onMessage = onMessage;
        _self = GCHandle.Alloc(this);
    }

    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_gate)
            {
                return _messages.ToArray();
            }
        }
    }

    public DebugUtilsMessengerCreateInfoEXT CreateInfo() => new()
    {
        SType = StructureType.DebugUtilsMessengerCreateInfoExt,
        MessageSeverity = DebugUtilsMessageSeverityFlagsEXT.WarningBitExt | DebugUtilsMessageSeverityFlagsEXT.ErrorBitExt,
        MessageType = DebugUtilsMessageTypeFlagsEXT.GeneralBitExt | DebugUtilsMessageTypeFlagsEXT.ValidationBitExt
            | DebugUtilsMessageTypeFlagsEXT.PerformanceBitExt,
        PfnUserCallback = new PfnDebugUtilsMessengerCallbackEXT(&OnMessage),
        PUserData = (void*)GCHandle.ToIntPtr(_self),
    };

    public void Add(string message)
    {
        lock (_gate)
        {
            if (_messages.Count < Capacity)
            {
                _messages.Add(message);
            }
        }

        _onMessage?.Invoke(message);
    }

    public void Dispose()
    {
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static Bool32 OnMessage(
        DebugUtilsMessageSeverityFlagsEXT severity,
        DebugUtilsMessageTypeFlagsEXT types,
        DebugUtilsMessengerCallbackDataEXT* data,
        void* user)
    {
        try
        {
            string kind = severity.HasFlag(DebugUtilsMessageSeverityFlagsEXT.ErrorBitExt) ? "error" : "warning";
            string text = Marshal.PtrToStringUTF8((nint)data->PMessage) ?? "";
            (GCHandle.FromIntPtr((nint)user).Target as ValidationLog)?.Add($"{kind}: {text}");
        }
#pragma warning disable CA1031 // An exception that leaves this frame ends the process: the caller is native code.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        // False lets the call that caused the message go on, as it would without the layer.
        return false;
    }
}
