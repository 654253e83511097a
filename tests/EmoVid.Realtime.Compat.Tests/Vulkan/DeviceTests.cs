using System.Runtime.InteropServices;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>A buffer filled on the software device and read back: arguments arrive in the right order and width, in each form of call.</summary>
public sealed unsafe class DeviceTests : IDisposable
{
    private const ulong Size = 1024;
    private const uint Pattern = 0xCAFEF00D;

    private readonly Vk _vk = Vk.GetApi();
    private readonly Instance _instance;
    private readonly Device _device;
    private readonly PhysicalDevice _physical;
    private readonly Queue _queue;

    public DeviceTests()
    {
        var application = new ApplicationInfo(apiVersion: Vk.Version13);
        var instanceInfo = new InstanceCreateInfo(pApplicationInfo: &application);
        Check(_vk.CreateInstance(in instanceInfo, null, out _instance));
        uint count = 0;
        Check(_vk.EnumeratePhysicalDevices(_instance, ref count, null));
        var devices = new PhysicalDevice[count];
        Check(_vk.EnumeratePhysicalDevices(_instance, ref count, ref devices[0]));
        _physical = devices.First(d => _vk.GetPhysicalDeviceProperties(d).DeviceType == PhysicalDeviceType.Cpu);

        var priority = 1f;
        var queueInfo = new DeviceQueueCreateInfo(queueFamilyIndex: 0, queueCount: 1, pQueuePriorities: &priority);
        var features12 = new PhysicalDeviceVulkan12Features(timelineSemaphore: true);
        var features13 = new PhysicalDeviceVulkan13Features(pNext: &features12, synchronization2: true);
        var deviceInfo = new DeviceCreateInfo(pNext: &features13, queueCreateInfoCount: 1, pQueueCreateInfos: &queueInfo);
        Check(_vk.CreateDevice(_physical, &deviceInfo, null, out _device));
        _vk.GetDeviceQueue(_device, 0, 0, out _queue);
    }

    public void Dispose()
    {
        _vk.DestroyDevice(_device, null);
        _vk.DestroyInstance(_instance, null);
        _vk.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_filled_buffer_reads_back(bool throughDeviceEntryPoints)
    {
        if (throughDeviceEntryPoints)
        {
            _vk.CurrentInstance = _instance;
            _vk.CurrentDevice = _device;
        }

        var bufferInfo = new BufferCreateInfo(size: Size, usage: BufferUsageFlags.TransferDstBit, sharingMode: SharingMode.Exclusive);
        Check(_vk.CreateBuffer(_device, in bufferInfo, null, out Buffer buffer));
        _vk.GetBufferMemoryRequirements(_device, buffer, out var requirements);
        Assert.True(requirements.Size >= Size);
        var allocation = new MemoryAllocateInfo(allocationSize: requirements.Size, memoryTypeIndex: HostVisible(requirements.MemoryTypeBits));
        Check(_vk.AllocateMemory(_device, in allocation, null, out DeviceMemory memory));
        Check(_vk.BindBufferMemory(_device, buffer, memory, 0));

        var typeInfo = new SemaphoreTypeCreateInfo(semaphoreType: SemaphoreType.Timeline, initialValue: 5);
        var semaphoreInfo = new SemaphoreCreateInfo(pNext: &typeInfo);
        Check(_vk.CreateSemaphore(_device, in semaphoreInfo, null, out Semaphore timeline));

        var poolInfo = new CommandPoolCreateInfo(queueFamilyIndex: 0);
        Check(_vk.CreateCommandPool(_device, in poolInfo, null, out CommandPool pool));
        var commandsInfo = new CommandBufferAllocateInfo(commandPool: pool, level: CommandBufferLevel.Primary, commandBufferCount: 1);
        Check(_vk.AllocateCommandBuffers(_device, in commandsInfo, out CommandBuffer commands));
        Record(commands, buffer);

        var commandInfo = new CommandBufferSubmitInfo(commandBuffer: commands);
        var signal = new SemaphoreSubmitInfo(semaphore: timeline, value: 6, stageMask: PipelineStageFlags2.AllCommandsBit);
        ReadOnlySpan<SubmitInfo2> submits = [new SubmitInfo2(commandBufferInfoCount: 1, pCommandBufferInfos: &commandInfo, signalSemaphoreInfoCount: 1, pSignalSemaphoreInfos: &signal)];
        Check(_vk.QueueSubmit2(_queue, submits, default));
        ulong value = 6;
        var wait = new SemaphoreWaitInfo(semaphoreCount: 1, pSemaphores: &timeline, pValues: &value);
        Check(_vk.WaitSemaphores(_device, in wait, 10_000_000_000));
        Check(_vk.GetSemaphoreCounterValue(_device, timeline, out var reached));
        Assert.Equal(6ul, reached);

        void* mapped;
        Check(_vk.MapMemory(_device, memory, 0, Vk.WholeSize, 0, &mapped));
        var words = new Span<uint>(mapped, (int)(Size / sizeof(uint)));
        Assert.Equal(0x01020304u, words[0]);
        Assert.All(words[1..].ToArray(), w => Assert.Equal(Pattern, w));
        _vk.UnmapMemory(_device, memory);

        _vk.DestroyCommandPool(_device, pool, null);
        _vk.DestroySemaphore(_device, timeline, null);
        _vk.DestroyBuffer(_device, buffer, null);
        _vk.FreeMemory(_device, memory, null);
    }

    [Fact]
    public void Memory_types_are_reached_by_index_and_by_span()
    {
        _vk.GetPhysicalDeviceMemoryProperties(_physical, out var memory);
        Assert.InRange(memory.MemoryTypeCount, 1u, Vk.MaxMemoryTypes);
        Assert.Equal((int)Vk.MaxMemoryTypes, memory.MemoryTypes.AsSpan().Length);
        Assert.Equal(memory.MemoryTypes.Element0.PropertyFlags, memory.MemoryTypes[0].PropertyFlags);
        Assert.Throws<IndexOutOfRangeException>(() => memory.MemoryTypes[32].HeapIndex);
    }

    [Fact]
    public void Chained_properties_are_filled_in()
    {
        var driver = new PhysicalDeviceDriverProperties(sType: StructureType.PhysicalDeviceDriverProperties);
        var subgroup = new PhysicalDeviceSubgroupProperties(pNext: &driver);
        var properties = new PhysicalDeviceProperties2(pNext: &subgroup);
        _vk.GetPhysicalDeviceProperties2(_physical, &properties);
        Assert.Equal(DriverId.MesaLlvmpipe, driver.DriverID);
        Assert.Equal("llvmpipe", Marshal.PtrToStringUTF8((nint)driver.DriverName));
        Assert.True(subgroup.SubgroupSize >= 4);
        Assert.True(properties.Properties.Limits.MaxComputeSharedMemorySize >= 16384);
    }

    [Fact]
    public void A_wait_that_ends_by_time_says_so()
    {
        var fenceInfo = new FenceCreateInfo(flags: FenceCreateFlags.None);
        Check(_vk.CreateFence(_device, in fenceInfo, null, out Fence fence));
        Assert.Equal(Result.NotReady, _vk.GetFenceStatus(_device, fence));
        Assert.Equal(Result.Timeout, _vk.WaitForFences(_device, 1, in fence, true, 1000));
        _vk.DestroyFence(_device, fence, null);
    }

    private void Record(CommandBuffer commands, Buffer buffer)
    {
        var begin = new CommandBufferBeginInfo(flags: CommandBufferUsageFlags.OneTimeSubmitBit);
        Check(_vk.BeginCommandBuffer(commands, in begin));
        _vk.CmdFillBuffer(commands, buffer, 0, Vk.WholeSize, Pattern);
        var between = new BufferMemoryBarrier2(
            srcStageMask: PipelineStageFlags2.AllTransferBit, srcAccessMask: AccessFlags2.TransferWriteBit,
            dstStageMask: PipelineStageFlags2.AllTransferBit, dstAccessMask: AccessFlags2.TransferWriteBit,
            srcQueueFamilyIndex: Vk.QueueFamilyIgnored, dstQueueFamilyIndex: Vk.QueueFamilyIgnored, buffer: buffer, size: Vk.WholeSize);
        var dependency = new DependencyInfo(bufferMemoryBarrierCount: 1, pBufferMemoryBarriers: &between);
        _vk.CmdPipelineBarrier2(commands, in dependency);
        var first = 0x01020304u;
        _vk.CmdUpdateBuffer(commands, buffer, 0, sizeof(uint), &first);
        var toHost = new MemoryBarrier2(
            srcStageMask: PipelineStageFlags2.AllTransferBit, srcAccessMask: AccessFlags2.TransferWriteBit,
            dstStageMask: PipelineStageFlags2.HostBit, dstAccessMask: AccessFlags2.HostReadBit);
        dependency = new DependencyInfo(memoryBarrierCount: 1, pMemoryBarriers: &toHost);
        _vk.CmdPipelineBarrier2(commands, &dependency);
        Check(_vk.EndCommandBuffer(commands));
    }

    private uint HostVisible(uint allowed)
    {
        var memory = _vk.GetPhysicalDeviceMemoryProperties(_physical);
        const MemoryPropertyFlags Wanted = MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;
        for (var i = 0; i < memory.MemoryTypeCount; i++)
        {
            if ((allowed & (1u << i)) != 0 && (memory.MemoryTypes[i].PropertyFlags & Wanted) == Wanted)
            {
                return (uint)i;
            }
        }

        throw new InvalidOperationException("the software device has no host-visible memory type");
    }

    private static void Check(Result result) => Assert.Equal(Result.Success, result);
}
