using System.ComponentModel.DataAnnotations;

namespace Sitrep.Cache;

/// <summary>Settings, read from the root of configuration: <c>PORT=6390</c>, <c>--MemoryMb=64</c>.</summary>
internal sealed class CacheOptions
{
    /// <summary>Port on loopback; the AppHost sets it.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 6_379;

    /// <summary>Megabytes for entries; the oldest go when it is full. Entries are small and rarely more than some ten thousand.</summary>
    [Range(16, 65_536)]
    public int MemoryMb { get; set; } = 128;
}
