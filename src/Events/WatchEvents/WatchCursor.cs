using System.Buffers.Binary;
using System.Buffers.Text;

namespace Sitrep.Events.WatchEvents;

/// <summary>
/// A place in the change log as clients hold it: the database's id and a sequence. A cursor of another database would silently skip or
/// repeat, so it is refused.
/// </summary>
internal static class WatchCursor
{
    private const int IdBytes = 16;

    /// <summary>The cursor after a change.</summary>
    /// <param name="databaseId">32 hex digits.</param>
    /// <param name="sequence">Of the change; 0 for the beginning.</param>
    public static string Write(string databaseId, long sequence)
    {
        var bytes = new byte[IdBytes + sizeof(long)];
        Convert.FromHexString(databaseId).CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(IdBytes), sequence);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The sequence of a cursor; null where it is damaged or another database's.</summary>
    public static long? Read(string cursor, string databaseId) =>
        Base64Url.IsValid(cursor)
        && Base64Url.DecodeFromChars(cursor) is { Length: IdBytes + sizeof(long) } bytes
        && bytes.AsSpan(0, IdBytes).SequenceEqual(Convert.FromHexString(databaseId))
        && BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(IdBytes)) is >= 0 and var sequence
            ? sequence
            : null;
}
