using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Times what a pass does on the device, one span for each frame in flight.</summary>
internal sealed unsafe class PassTimer : IDisposable
{
    private const uint QueriesPerSpan = 2;

    private readonly VulkanDevice _device;
    private readonly uint _validBits;
    private QueryPool _pool;

    /// <summary>Creates a timer; it measures nothing where the device's queue has no timestamps.</summary>
    public PassTimer(VulkanDevice device, string name, int spanCount)
    {
        _device = device;
        _validBits = PhysicalDeviceSurvey.ReadQueueFamilies(device.Api, device.PhysicalDevice)[device.QueueFamily].TimestampValidBits;
        if (_validBits == 0)
        {
            return;
        }

        var info = new QueryPoolCreateInfo
        {
            SType = StructureType.QueryPoolCreateInfo,
            QueryType = QueryType.Timestamp,
            QueryCount = QueriesPerSpan * (uint)spanCount,
        };
        QueryPool pool;
        device.Api.CreateQueryPool(device.Handle, &info, null, &pool).ThrowIfFailed($"Creating the timer of {name}");
        _pool = pool;
        device.LiveObjects.Add();
        device.NameObject(ObjectType.QueryPool, pool.Handle, $"{name}: timer");
    }

    /// <summary>Records the start of a span, when all recorded before is done.</summary>
    public void RecordStart(CommandBuffer commands, int span)
    {
        if (_pool.Handle != 0)
        {
            _device.Api.CmdResetQueryPool(commands, _pool, QueriesPerSpan * (uint)span, QueriesPerSpan);
            _device.Api.CmdWriteTimestamp(commands, PipelineStageFlags.BottomOfPipeBit, _pool, QueriesPerSpan * (uint)span);
        }
    }

    /// <summary>Records the end of a span, when all recorded before is done.</summary>
    public void RecordEnd(CommandBuffer commands, int span)
    {
        if (_pool.Handle != 0)
        {
            _device.Api.CmdWriteTimestamp(commands, PipelineStageFlags.BottomOfPipeBit, _pool, QueriesPerSpan * (uint)span + 1);
        }
    }

    /// <summary>The length of a finished span in nanoseconds; null where the queue has no timestamps.</summary>
    public long? Read(int span)
    {
        if (_pool.Handle == 0)
        {
            return null;
        }

        ulong* ticks = stackalloc ulong[(int)QueriesPerSpan];
        Result result = _device.Api.GetQueryPoolResults(_device.Handle, _pool, QueriesPerSpan * (uint)span, QueriesPerSpan,
            QueriesPerSpan * sizeof(ulong), ticks, sizeof(ulong), QueryResultFlags.Result64Bit);
        _device.Check(result, "Reading the time of a pass");
        ulong mask = _validBits >= 64 ? ulong.MaxValue : (1ul << (int)_validBits) - 1;
        return result == Result.Success ? (long)(((ticks[1] - ticks[0]) & mask) * (double)_device.Limits.TimestampPeriod) : null;
    }

    public void Dispose()
    {
        if (_pool.Handle != 0)
        {
            _device.Api.DestroyQueryPool(_device.Handle, _pool, null);
            _device.LiveObjects.Remove();
            _pool = default;
        }
    }
}
