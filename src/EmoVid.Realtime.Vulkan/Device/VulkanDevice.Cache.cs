using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

public sealed unsafe partial class VulkanDevice
{
    private byte[] _loadedCache = [];

    internal PipelineCache PipelineCache { get; private set; }

    private void OpenPipelineCache()
    {
        _loadedCache = _cachePath is null ? [] : PipelineCacheFile.Load(_cachePath);
        if (CreatePipelineCache(_loadedCache) != Result.Success)
        {
            // A driver may refuse a cache that is whole but not to its liking; an empty one always works.
            _loadedCache = [];
            CreatePipelineCache(_loadedCache).ThrowIfFailed("Creating the pipeline cache");
        }

        LiveObjects.Add();
        NameObject(ObjectType.PipelineCache, PipelineCache.Handle, "pipeline cache");
    }

    private Result CreatePipelineCache(byte[] data)
    {
        fixed (byte* bytes = data)
        {
            var info = new PipelineCacheCreateInfo
            {
                SType = StructureType.PipelineCacheCreateInfo,
                InitialDataSize = (nuint)data.Length,
                PInitialData = bytes,
            };
            PipelineCache cache;
            Result result = Api.CreatePipelineCache(Handle, &info, null, &cache);
            if (result == Result.Success)
            {
                PipelineCache = cache;
            }

            return result;
        }
    }

    private void SavePipelineCache()
    {
        if (_cachePath is null || PipelineCache.Handle == 0 || IsLost)
        {
            return;
        }

        nuint size = 0;
        if (Api.GetPipelineCacheData(Handle, PipelineCache, &size, null) != Result.Success || size == 0)
        {
            return;
        }

        byte[] data = new byte[size];
        fixed (byte* bytes = data)
        {
            if (Api.GetPipelineCacheData(Handle, PipelineCache, &size, bytes) != Result.Success)
            {
                return;
            }
        }

        ReadOnlySpan<byte> payload = data.AsSpan(0, (int)size);
        if (!payload.SequenceEqual(_loadedCache))
        {
            PipelineCacheFile.TrySave(_cachePath, payload);
        }
    }

    private void DestroyPipelineCache()
    {
        if (PipelineCache.Handle != 0)
        {
            Api.DestroyPipelineCache(Handle, PipelineCache, null);
            PipelineCache = default;
            LiveObjects.Remove();
        }
    }
}
