using System.Buffers.Binary;

namespace Sitrep.Events.SearchEvents;

/// <summary>Where an event stands in the order of pages: newest first, undated last, ties by name.</summary>
internal readonly record struct EventPosition(int DateOrder, long Id) : IComparable<EventPosition>
{
    private const int Bytes = sizeof(int) + sizeof(long);

    /// <summary>Before the first.</summary>
    public static EventPosition Start { get; } = new(int.MinValue, -1);

    public int CompareTo(EventPosition other) => DateOrder != other.DateOrder ? DateOrder.CompareTo(other.DateOrder) : Id.CompareTo(other.Id);

    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, DateOrder);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(int)), Id);
        return bytes;
    }

    public static EventPosition? From(ReadOnlySpan<byte> bytes) => bytes.Length == Bytes
        ? new(BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(int)..]))
        : null;
}
