namespace Sitrep.Cli.Gazetteers;

/// <summary>CRC-32 as zip files have it (ISO 3309, polynomial 0xEDB88320 reflected); the base class library's own is in a package.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 8).Aggregate((uint)i, (c, _) => (c & 1) == 0 ? c >> 1 : c >> 1 ^ 0xEDB88320))];

    /// <summary>Of all that is left of a stream.</summary>
    public static uint Of(Stream stream)
    {
        var crc = uint.MaxValue;
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is var read and > 0)
        {
            foreach (var b in buffer.AsSpan(0, read))
                crc = Table[(crc ^ b) & 0xFF] ^ crc >> 8;
        }
        return ~crc;
    }
}
