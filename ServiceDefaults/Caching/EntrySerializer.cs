using System.Buffers.Binary;
using ZiggyCreatures.Caching.Fusion.Internals;
using ZiggyCreatures.Caching.Fusion.Internals.Distributed;
using ZiggyCreatures.Caching.Fusion.Serialization;

namespace Sitrep.ServiceDefaults.Caching;

/// <summary>Writes cache entries of bytes: two little-endian timestamps, then the value. Whatever is not such an entry reads as a miss.</summary>
internal sealed class EntrySerializer : IFusionCacheSerializer
{
    private const int HeaderBytes = 16;

    public byte[] Serialize<T>(T? obj)
    {
        if (obj is not FusionCacheDistributedEntry<byte[]> entry)
        {
            throw new NotSupportedException($"Only entries of bytes are cached, not {typeof(T)}.");
        }

        var bytes = new byte[HeaderBytes + entry.Value.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, entry.Timestamp);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), entry.LogicalExpirationTimestamp);
        entry.Value.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    public T? Deserialize<T>(byte[] data)
    {
        if (data.Length < HeaderBytes || typeof(T) != typeof(FusionCacheDistributedEntry<byte[]>))
        {
            return default;
        }

        var size = data.Length - HeaderBytes;
        return (T)(object)new FusionCacheDistributedEntry<byte[]>(
            data[HeaderBytes..],
            BinaryPrimitives.ReadInt64LittleEndian(data),
            BinaryPrimitives.ReadInt64LittleEndian(data.AsSpan(8)),
            null,
            new FusionCacheEntryMetadata(false, null, null, null, size, null));
    }

    public ValueTask<byte[]> SerializeAsync<T>(T? obj, CancellationToken token) => ValueTask.FromResult(Serialize(obj));

    public ValueTask<T?> DeserializeAsync<T>(byte[] data, CancellationToken token) => ValueTask.FromResult(Deserialize<T>(data));
}
