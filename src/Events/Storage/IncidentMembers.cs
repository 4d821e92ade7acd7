using System.Buffers.Binary;

namespace Sitrep.Events.Storage;

/// <summary>The events of an incident with the revisions that it was made of, as twelve bytes each.</summary>
internal static class IncidentMembers
{
    private const int Bytes = sizeof(long) + sizeof(int);

    /// <summary>Packs them in the order given.</summary>
    public static byte[] Write(IReadOnlyList<(long Id, int Revision)> members)
    {
        var bytes = new byte[members.Count * Bytes];
        for (var i = 0; i < members.Count; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * Bytes), members[i].Id);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan((i * Bytes) + sizeof(long)), members[i].Revision);
        }

        return bytes;
    }

    /// <summary>Unpacks what <see cref="Write"/> packed.</summary>
    public static IReadOnlyList<(long Id, int Revision)> Read(byte[] bytes)
    {
        var members = new (long, int)[bytes.Length / Bytes];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = (
                BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(i * Bytes)),
                BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan((i * Bytes) + sizeof(long))));
        }

        return members;
    }
}
