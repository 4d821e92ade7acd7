using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Sitrep.Language;

namespace Sitrep.Gazetteer;

/// <summary>Writes and reads the file that FORMAT.md describes.</summary>
internal static class IndexFile
{
    public const ushort FormatVersion = 1;

    private const int MaxSectionBytes = 1 << 30;

    private static ReadOnlySpan<byte> Magic => "SITREPGZ"u8;

    private static readonly UTF8Encoding Utf8 = new(false, true);

    /// <summary>Writes beside the target, syncs and renames, so that a reader never sees half a file. Returns the lower-case hex SHA-256 of the file.</summary>
    public static string Write(string path, GazetteerTables tables, CompressionLevel compression)
    {
        var body = new MemoryStream();
        WriteHeader(body, tables);
        var sections = Sections(tables).ToArray();
        WriteInt(body, sections.Length);
        foreach (var (tag, content) in sections)
            WriteSection(body, tag, content, compression);
        body.Write(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
        var file = body.GetBuffer().AsSpan(0, (int)body.Length);
        var temporary = path + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(file);
            stream.Flush(true);
        }
        File.Move(temporary, path, true);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Reads and verifies a file.</summary>
    /// <exception cref="GazetteerFormatException">No index, damaged, or of another format.</exception>
    public static (GazetteerTables Tables, string Sha256) Read(string path)
    {
        var file = File.ReadAllBytes(path);
        if (file.Length < Magic.Length + 4 + SHA256.HashSizeInBytes || !file.AsSpan().StartsWith(Magic))
            throw new GazetteerFormatException($"{Path.GetFileName(path)} is no gazetteer index.");
        var format = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(Magic.Length));
        if (format != FormatVersion)
            throw new GazetteerFormatException($"{Path.GetFileName(path)} has format {format}; this version reads {FormatVersion}.");
        var folding = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(Magic.Length + 2));
        if (folding != Folding.Version)
            throw new GazetteerFormatException($"{Path.GetFileName(path)} was folded with tables {folding}; this version has {Folding.Version}. Build it again.");
        var end = file.Length - SHA256.HashSizeInBytes;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file, 0, end);
        if (!hash.GetCurrentHash().AsSpan().SequenceEqual(file.AsSpan(end)))
            throw new GazetteerFormatException($"{Path.GetFileName(path)} is damaged: its checksum does not match.");
        hash.AppendData(file, end, SHA256.HashSizeInBytes);
        try
        {
            return (ReadTables(file.AsMemory(Magic.Length + 4, end - Magic.Length - 4)), Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or ArgumentException or OverflowException or IndexOutOfRangeException or KeyNotFoundException)
        {
            throw new GazetteerFormatException($"{Path.GetFileName(path)} cannot be read: {e.Message}", e);
        }
    }

    private static void WriteHeader(MemoryStream body, GazetteerTables tables)
    {
        body.Write(Magic);
        Span<byte> versions = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(versions, FormatVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(versions[2..], Folding.Version);
        body.Write(versions);
        WriteText(body, tables.Version);
        WriteText(body, tables.Attribution);
        WriteInt(body, tables.Places.Count);
        WriteInt(body, tables.Names.Count);
    }

    private static IEnumerable<(string Tag, byte[] Content)> Sections(GazetteerTables t)
    {
        yield return ("COUN", Texts(t.Lists.Countries));
        yield return ("FEAT", Texts(t.Lists.Features));
        yield return ("ADM1", Texts(t.Lists.Admin1Codes));
        yield return ("ZONE", Texts(t.Lists.TimeZones));
        yield return ("LANG", Texts(t.Lists.Languages));
        yield return ("OWNI", Texts(t.Lists.OwnIds));
        yield return ("P.ID", Planes(t.Places.Id));
        yield return ("PLAT", Planes(t.Places.Latitude));
        yield return ("PLON", Planes(t.Places.Longitude));
        yield return ("PFEA", Planes(t.Places.Feature));
        yield return ("PCOU", Planes(t.Places.Country));
        yield return ("PAD1", Planes(t.Places.Admin1));
        yield return ("PZON", Planes(t.Places.TimeZone));
        yield return ("PPAR", Planes(t.Places.Parent));
        yield return ("PPOP", [.. Planes(Array.ConvertAll(t.Places.Population, p => (int)p)), .. Planes(Array.ConvertAll(t.Places.Population, p => (int)(p >> 32)))]);
        yield return ("NTXT", FrontCoded(t.Names));
        yield return ("NPLA", Planes(t.Names.Place));
        yield return ("NKIN", t.Names.Kind);
        yield return ("NLAN", Planes(t.Names.Language));
        yield return ("MEMB", Pairs(t.Links.Members));
        yield return ("CLAI", Pairs(t.Links.Claims));
    }

    private static GazetteerTables ReadTables(ReadOnlyMemory<byte> content)
    {
        var reader = new Cursor(content);
        var version = reader.Text();
        var attribution = reader.Text();
        var places = reader.Int();
        var names = reader.Int();
        var sections = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var left = reader.Int(); left > 0; left--)
        {
            var tag = Encoding.ASCII.GetString(reader.Bytes(4).Span);
            var rawLength = reader.Int();
            var packed = reader.Bytes(reader.Int());
            if (rawLength is < 0 or > MaxSectionBytes)
                throw new InvalidDataException($"section {tag} claims {rawLength} bytes");
            sections.Add(tag, Unpack(packed, rawLength));
        }
        var (text, start) = FrontDecoded(sections["NTXT"], names);
        return new GazetteerTables(
            version,
            attribution,
            new PlaceTable
            {
                Id = Ints(sections["P.ID"], places),
                Latitude = Ints(sections["PLAT"], places),
                Longitude = Ints(sections["PLON"], places),
                Feature = Ints(sections["PFEA"], places),
                Country = Ints(sections["PCOU"], places),
                Admin1 = Ints(sections["PAD1"], places),
                TimeZone = Ints(sections["PZON"], places),
                Parent = Ints(sections["PPAR"], places),
                Population = Longs(sections["PPOP"], places),
            },
            new NameTable
            {
                Text = text,
                Start = start,
                Place = Ints(sections["NPLA"], names),
                Kind = sections["NKIN"].Length == names ? sections["NKIN"] : throw new InvalidDataException("section NKIN has another length"),
                Language = Ints(sections["NLAN"], names),
            },
            new Lists
            {
                Countries = ReadTexts(sections["COUN"]),
                Features = ReadTexts(sections["FEAT"]),
                Admin1Codes = ReadTexts(sections["ADM1"]),
                TimeZones = ReadTexts(sections["ZONE"]),
                Languages = ReadTexts(sections["LANG"]),
                OwnIds = ReadTexts(sections["OWNI"]),
            },
            new Links { Members = ReadPairs(sections["MEMB"]), Claims = ReadPairs(sections["CLAI"]) });
    }

    private static void WriteSection(MemoryStream body, string tag, byte[] content, CompressionLevel compression)
    {
        body.Write(Encoding.ASCII.GetBytes(tag));
        WriteInt(body, content.Length);
        var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, compression, true))
            brotli.Write(content);
        WriteInt(body, (int)packed.Length);
        body.Write(packed.GetBuffer(), 0, (int)packed.Length);
    }

    private static byte[] Unpack(ReadOnlyMemory<byte> packed, int rawLength)
    {
        var raw = new byte[rawLength];
        if (!BrotliDecoder.TryDecompress(packed.Span, raw, out var written) || written != rawLength)
            throw new InvalidDataException("a section does not unpack to its length");
        return raw;
    }

    // Four planes, all low bytes first: neighbouring high bytes are alike and pack well.
    private static byte[] Planes(int[] values)
    {
        var planes = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
        {
            planes[i] = (byte)values[i];
            planes[values.Length + i] = (byte)(values[i] >> 8);
            planes[2 * values.Length + i] = (byte)(values[i] >> 16);
            planes[3 * values.Length + i] = (byte)(values[i] >> 24);
        }
        return planes;
    }

    private static int[] Ints(ReadOnlySpan<byte> planes, int count)
    {
        if (planes.Length != count * 4)
            throw new InvalidDataException("a column has another length than its table");
        var values = new int[count];
        for (var i = 0; i < count; i++)
            values[i] = planes[i] | planes[count + i] << 8 | planes[2 * count + i] << 16 | planes[3 * count + i] << 24;
        return values;
    }

    private static long[] Longs(ReadOnlySpan<byte> planes, int count)
    {
        var low = Ints(planes[..(planes.Length / 2)], count);
        var high = Ints(planes[(planes.Length / 2)..], count);
        var values = new long[count];
        for (var i = 0; i < count; i++)
            values[i] = (long)high[i] << 32 | (uint)low[i];
        return values;
    }

    // Three streams: bytes shared with the name before (at most 255), bytes that follow, those bytes. Names are sorted, so much is shared.
    private static byte[] FrontCoded(NameTable names)
    {
        var shared = new MemoryStream();
        var lengths = new MemoryStream();
        var tails = new MemoryStream();
        ReadOnlySpan<byte> previous = [];
        for (var i = 0; i < names.Count; i++)
        {
            ReadOnlySpan<byte> name = names.Text.AsSpan(names.Start[i]..names.Start[i + 1]);
            var same = Math.Min(byte.MaxValue, previous.CommonPrefixLength(name));
            shared.WriteByte((byte)same);
            WriteVarint(lengths, name.Length - same);
            tails.Write(name[same..]);
            previous = name;
        }
        var all = new MemoryStream();
        WriteInt(all, (int)lengths.Length);
        shared.WriteTo(all);
        lengths.WriteTo(all);
        tails.WriteTo(all);
        return all.ToArray();
    }

    private static (byte[] Text, int[] Start) FrontDecoded(byte[] content, int count)
    {
        var lengthsSize = BinaryPrimitives.ReadInt32LittleEndian(content);
        var shared = content.AsSpan(4, count);
        var lengths = content.AsSpan(4 + count, lengthsSize);
        var tails = content.AsSpan(4 + count + lengthsSize);
        var start = new int[count + 1];
        var position = 0;
        for (var i = 0; i < count; i++)
            start[i + 1] = checked(start[i] + shared[i] + ReadVarint(lengths, ref position));
        var text = new byte[start[count]];
        var tail = 0;
        for (var i = 0; i < count; i++)
        {
            var same = shared[i];
            if (same > 0)
                text.AsSpan(start[i - 1], same).CopyTo(text.AsSpan(start[i]));
            var rest = start[i + 1] - start[i] - same;
            tails.Slice(tail, rest).CopyTo(text.AsSpan(start[i] + same));
            tail += rest;
        }
        return (text, start);
    }

    private static byte[] Texts(string[] texts)
    {
        var stream = new MemoryStream();
        WriteInt(stream, texts.Length);
        foreach (var text in texts)
            WriteText(stream, text);
        return stream.ToArray();
    }

    private static string[] ReadTexts(byte[] content)
    {
        var cursor = new Cursor(content);
        var texts = new string[cursor.Int()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = cursor.Text();
        return texts;
    }

    private static byte[] Pairs((int, int)[] pairs) => Planes([.. pairs.Select(p => p.Item1), .. pairs.Select(p => p.Item2)]);

    private static (int, int)[] ReadPairs(byte[] content)
    {
        var values = Ints(content, content.Length / 4);
        var pairs = new (int, int)[values.Length / 2];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = (values[i], values[pairs.Length + i]);
        return pairs;
    }

    private static void WriteInt(MemoryStream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void WriteText(MemoryStream stream, string text)
    {
        var bytes = Utf8.GetBytes(text);
        WriteInt(stream, bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteVarint(MemoryStream stream, int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            stream.WriteByte((byte)(rest | 0x80));
        stream.WriteByte((byte)rest);
    }

    private static int ReadVarint(ReadOnlySpan<byte> bytes, ref int position)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = bytes[position++];
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }

    private sealed class Cursor(ReadOnlyMemory<byte> content)
    {
        private int _position;

        public ReadOnlyMemory<byte> Bytes(int count)
        {
            if (count < 0 || count > content.Length - _position)
                throw new EndOfStreamException("it ends early");
            _position += count;
            return content.Slice(_position - count, count);
        }

        public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4).Span);

        public string Text() => Utf8.GetString(Bytes(Int()).Span);
    }
}
