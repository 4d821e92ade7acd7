namespace Sitrep.Gazetteer.Index;

/// <summary>Numbers in seven bits a byte, lowest first; the high bit says that more follow.</summary>
internal static class Varint
{
    public static int Read(ReadOnlySpan<byte> bytes, ref int position)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = bytes[position++];
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
                return value;
            if (shift > 28)
                throw new InvalidDataException("a number has no end");
        }
    }

    public static int Write(Span<byte> bytes, int position, int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            bytes[position++] = (byte)(rest | 0x80);
        bytes[position++] = (byte)rest;
        return position;
    }
}
