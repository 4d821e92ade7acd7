namespace Sitrep.Gazetteer.Index;

/// <summary>Columns of bytes: all first bytes of the elements, then all second ones. Neighbouring high bytes are alike and pack well.</summary>
internal static class Planes
{
    /// <summary>Elements to planes.</summary>
    public static void Split(ReadOnlySpan<byte> elements, Span<byte> planes, int stride)
    {
        var count = elements.Length / stride;
        for (var b = 0; b < stride; b++)
        {
            for (var i = 0; i < count; i++)
                planes[b * count + i] = elements[i * stride + b];
        }
    }

    /// <summary>Planes to elements.</summary>
    public static void Join(ReadOnlySpan<byte> planes, Span<byte> elements, int stride)
    {
        if (planes.Length % stride != 0)
            throw new InvalidDataException("a section is no whole number of elements");
        if (stride == 1)
        {
            planes.CopyTo(elements);
            return;
        }
        var count = planes.Length / stride;
        for (var b = 0; b < stride; b++)
        {
            var plane = planes.Slice(b * count, count);
            for (var i = 0; i < plane.Length; i++)
                elements[i * stride + b] = plane[i];
        }
    }
}
