using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Sitrep.Gazetteer.Index;
using Sitrep.Language;

namespace Sitrep.Gazetteer.Building;

/// <summary>Writes the sections of an image as the file that FORMAT.md describes.</summary>
internal static class IndexWriter
{
    private const int Chunk = 1 << 24;

    /// <summary>Writes beside the target, syncs and renames, so that a reader never sees half a file. Gives the lower-case hex SHA-256 of the file.</summary>
    /// <param name="path">The target.</param>
    /// <param name="image">Every section that is to be in the file.</param>
    /// <param name="packed">Whether to pack; what can be derived is left out then.</param>
    /// <param name="cancellationToken">Stops; no file is left.</param>
    public static string Write(string path, IndexImage image, bool packed, CancellationToken cancellationToken)
    {
        var temporary = path + ".new";
        try
        {
            string sha256;
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                WriteSections(stream, image, packed, cancellationToken);
                sha256 = Seal(stream, cancellationToken);
                stream.Flush(true);
            }
            File.Move(temporary, path, true);
            return sha256;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Texts behind their count and lengths.</summary>
    public static byte[] Texts(IReadOnlyList<string> texts)
    {
        var stream = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, texts.Count);
        stream.Write(number);
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(number, bytes.Length);
            stream.Write(number);
            stream.Write(bytes);
        }
        return stream.ToArray();
    }

    private static void WriteSections(FileStream stream, IndexImage image, bool packed, CancellationToken cancellationToken)
    {
        var sections = Enum.GetValues<Section>().Where(s => image.Has(s) && !(packed && s >= Section.Minima)).ToArray();
        var head = new byte[IndexFormat.HeaderSize + sections.Length * IndexFormat.TableEntrySize];
        stream.Position = Align(head.Length);
        for (var i = 0; i < sections.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var offset = stream.Position;
            if (packed)
                WritePacked(stream, image, sections[i]);
            else
                WriteWhole(stream, image, sections[i]);
            var entry = head.AsSpan(IndexFormat.HeaderSize + i * IndexFormat.TableEntrySize);
            Encoding.ASCII.GetBytes(IndexFormat.Tags[(int)sections[i]], entry);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], image.LengthOf(sections[i]));
            BinaryPrimitives.WriteInt64LittleEndian(entry[24..], stream.Position - offset);
            stream.SetLength(Math.Max(stream.Length, Align(stream.Position)));
            stream.Position = Align(stream.Position);
        }
        IndexFormat.Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), IndexFormat.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(10), Folding.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), packed ? IndexFormat.Packed : 0);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(16), stream.Position + IndexFormat.ChecksumSize);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(24), sections.Length);
        stream.Position = 0;
        stream.Write(head);
    }

    private static string Seal(FileStream stream, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        stream.Position = 0;
        while (stream.Read(buffer) is var read and > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }
        var checksum = hash.GetCurrentHash();
        stream.Write(checksum);
        hash.AppendData(checksum);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void WriteWhole(FileStream stream, IndexImage image, Section section)
    {
        var length = image.LengthOf(section);
        for (var at = 0L; at < length; at += Chunk)
            stream.Write(image.Slice(section, at, Chunk));
    }

    private static void WritePacked(FileStream stream, IndexImage image, Section section)
    {
        var content = image.Of<byte>(section);
        var planes = new byte[content.Length];
        Planes.Split(content, planes, IndexFormat.StrideOf(section));
        using var brotli = new BrotliStream(stream, CompressionLevel.SmallestSize, true);
        brotli.Write(planes);
    }

    private static long Align(long position) => (position + IndexFormat.Alignment - 1) / IndexFormat.Alignment * IndexFormat.Alignment;
}
