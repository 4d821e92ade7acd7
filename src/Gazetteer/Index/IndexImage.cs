using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Sitrep.Language;

namespace Sitrep.Gazetteer.Index;

/// <summary>The sections of an open index file: mapped, or unpacked into memory outside the managed heap. Spans over it end with it.</summary>
/// <remarks>Everything is read through spans, whose bounds are checked: a file that was written badly gives an exception, not a wild read.</remarks>
internal sealed unsafe class IndexImage : IDisposable
{
    private const int LargeSection = 1 << 16;

    private static readonly UTF8Encoding Utf8 = new(false, true);

    private readonly (nint Start, long Length)[] _sections = new (nint, long)[IndexFormat.Tags.Length];
    private readonly List<nint> _allocated = [];
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private bool _released;

    private IndexImage(MemoryMappedFile? file, MemoryMappedViewAccessor? view)
    {
        _file = file;
        _view = view;
    }

    /// <summary>Lower-case hex of the whole file.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Size of the file in bytes.</summary>
    public long FileLength { get; private set; }

    /// <summary>Whether the sections were packed.</summary>
    public bool IsPacked { get; private set; }

    /// <summary>Opens a file and checks all of it.</summary>
    /// <exception cref="GazetteerFormatException">No index, damaged, or of another format.</exception>
    public static IndexImage Open(string path)
    {
        var name = Path.GetFileName(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        var header = new byte[IndexFormat.HeaderSize];
        var read = stream.ReadAtLeast(header, header.Length, false);
        if (read < IndexFormat.Magic.Length || !header.AsSpan().StartsWith(IndexFormat.Magic))
            throw new GazetteerFormatException($"{name} is no gazetteer index.");
        if (read < header.Length)
            throw new GazetteerFormatException($"{name} is damaged: it ends early.");
        var format = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8));
        if (format != IndexFormat.Version)
            throw new GazetteerFormatException($"{name} has format {format}; this version reads {IndexFormat.Version}. Build it again.");
        var folding = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(10));
        if (folding != Folding.Version)
            throw new GazetteerFormatException($"{name} was folded with tables {folding}; this version has {Folding.Version}. Build it again.");
        if (BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16)) != stream.Length)
            throw new GazetteerFormatException($"{name} is damaged: it is not as long as it says.");
        stream.Position = 0;
        var sha256 = Checksum(stream, name);
        try
        {
            var packed = (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12)) & IndexFormat.Packed) != 0;
            var image = packed ? Unpack(stream, header) : Map(stream, path, header);
            image.Sha256 = sha256;
            image.FileLength = stream.Length;
            image.IsPacked = packed;
            return image;
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or ArgumentException or OverflowException)
        {
            throw new GazetteerFormatException($"{name} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>An image of no file, to be filled.</summary>
    public static IndexImage Empty() => new(null, null);

    /// <summary>Sets a section that somebody else keeps in memory.</summary>
    public void Put(Section section, nint start, long length) => _sections[(int)section] = (start, length);

    /// <summary>Whether the file has the section.</summary>
    public bool Has(Section section) => _sections[(int)section].Start != 0;

    /// <summary>The elements of a section; none where the file lacks it.</summary>
    public ReadOnlySpan<T> Of<T>(Section section)
        where T : unmanaged
    {
        var (start, length) = _sections[(int)section];
        return new ReadOnlySpan<T>((void*)start, checked((int)(length / sizeof(T))));
    }

    /// <summary>Bytes of a section that may be longer than a span can be.</summary>
    public ReadOnlySpan<byte> Slice(Section section, long offset, int atMost)
    {
        var (start, length) = _sections[(int)section];
        if (offset < 0 || offset > length)
            throw new InvalidDataException("an offset points outside its section");
        return new ReadOnlySpan<byte>((byte*)start + offset, (int)Math.Min(atMost, length - offset));
    }

    /// <summary>Length of a section in bytes.</summary>
    public long LengthOf(Section section) => _sections[(int)section].Length;

    /// <summary>Gives large sections their room; null for memory outside the managed heap. A build has them in files, which the system may write out.</summary>
    public Action<Section, long>? MakeRoom { get; set; }

    /// <summary>Room for a section that the file lacks; the caller fills it.</summary>
    public Span<T> Add<T>(Section section, int count)
        where T : unmanaged
    {
        if (MakeRoom is { } makeRoom && count > LargeSection)
        {
            makeRoom(section, (long)count * sizeof(T));
        }
        else
        {
            var start = (nint)NativeMemory.AllocZeroed((nuint)Math.Max(1, count), (nuint)sizeof(T));
            lock (_allocated)
                _allocated.Add(start);
            _sections[(int)section] = (start, (long)count * sizeof(T));
        }
        return new Span<T>((void*)_sections[(int)section].Start, count);
    }

    /// <summary>Unmaps or frees. There is no finaliser: a span may outlive the last use of this object, and a mapping that nobody disposed of costs addresses only.</summary>
    public void Dispose()
    {
        Array.Clear(_sections);
        foreach (var start in _allocated)
            NativeMemory.Free((void*)start);
        _allocated.Clear();
        if (_view is null || _released)
            return;
        _released = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file!.Dispose();
    }

    /// <summary>Texts behind their count and lengths.</summary>
    public string[] Texts(Section section)
    {
        var bytes = Of<byte>(section);
        var texts = new string[BinaryPrimitives.ReadInt32LittleEndian(bytes)];
        var at = 4;
        for (var i = 0; i < texts.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            texts[i] = Utf8.GetString(bytes.Slice(at + 4, length));
            at += 4 + length;
        }
        return texts;
    }

    private static string Checksum(FileStream stream, string name)
    {
        if (stream.Length < IndexFormat.HeaderSize + IndexFormat.ChecksumSize)
            throw new GazetteerFormatException($"{name} is damaged: it ends early.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        var left = stream.Length - IndexFormat.ChecksumSize;
        while (left > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
                throw new GazetteerFormatException($"{name} is damaged: it ends early.");
            hash.AppendData(buffer, 0, read);
            left -= read;
        }
        stream.ReadExactly(buffer, 0, IndexFormat.ChecksumSize);
        if (!hash.GetCurrentHash().AsSpan().SequenceEqual(buffer.AsSpan(0, IndexFormat.ChecksumSize)))
            throw new GazetteerFormatException($"{name} is damaged: its checksum does not match.");
        hash.AppendData(buffer, 0, IndexFormat.ChecksumSize);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IndexImage Map(FileStream stream, string path, byte[] header)
    {
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        var image = new IndexImage(file, view);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
        foreach (var (section, offset, length, stored) in Table(stream, header))
        {
            if (length != stored)
                throw new InvalidDataException("a section is packed in a file that is not");
            image._sections[(int)section] = ((nint)(start + offset), length);
        }
        return image;
    }

    private static IndexImage Unpack(FileStream stream, byte[] header)
    {
        var image = new IndexImage(null, null);
        foreach (var (section, offset, length, stored) in Table(stream, header))
        {
            var packed = new byte[stored];
            stream.Position = offset;
            stream.ReadExactly(packed);
            var planes = new byte[length];
            if (!BrotliDecoder.TryDecompress(packed, planes, out var written) || written != length)
                throw new InvalidDataException("a section does not unpack to its length");
            Planes.Join(planes, image.Add<byte>(section, planes.Length), IndexFormat.StrideOf(section));
        }
        return image;
    }

    private static IEnumerable<(Section Section, long Offset, long Length, long Stored)> Table(FileStream stream, byte[] header)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(24));
        if (count is < 0 or > 1000)
            throw new InvalidDataException("it claims to have too many sections");
        var table = new byte[count * IndexFormat.TableEntrySize];
        stream.Position = IndexFormat.HeaderSize;
        stream.ReadExactly(table);
        for (var i = 0; i < count; i++)
        {
            var entry = table.AsMemory(i * IndexFormat.TableEntrySize, IndexFormat.TableEntrySize);
            var section = Array.IndexOf(IndexFormat.Tags, Encoding.ASCII.GetString(entry.Span[..4]));
            var offset = BinaryPrimitives.ReadInt64LittleEndian(entry.Span[8..]);
            var length = BinaryPrimitives.ReadInt64LittleEndian(entry.Span[16..]);
            var stored = BinaryPrimitives.ReadInt64LittleEndian(entry.Span[24..]);
            if (offset < 0 || stored < 0 || length < 0 || offset > stream.Length - stored || (length > 1 << 30 && length != stored))
                throw new InvalidDataException("a section lies outside the file");
            if (section >= 0) // what a later version adds, this one can do without
                yield return ((Section)section, offset, length, stored);
        }
    }
}
