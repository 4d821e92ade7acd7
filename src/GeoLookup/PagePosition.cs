using System.Buffers.Binary;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.GeoLookup;

/// <summary>How many entries a page token skips. The gazetteer never changes under its version, so a count is a stable position.</summary>
internal static class PagePosition
{
    public static byte[] Write(int skip)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, skip);
        return bytes;
    }

    public static int Read(byte[] position, Violations violations)
    {
        if (position.Length == 4 && BinaryPrimitives.ReadInt32BigEndian(position) is > 0 and < 100_000_000 and var skip)
            return skip;
        violations.Add("page_token", "FOREIGN_PAGE_TOKEN", "Not a token of this method with these arguments.");
        return 0;
    }
}
