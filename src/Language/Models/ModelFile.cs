using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Sitrep.Language.Models;

/// <summary>
/// A trained model as one file: magic, version, name, card, the SHA-256 of the packed weights, the weights packed with Brotli. FORMAT.md describes it byte by byte.
/// </summary>
/// <param name="Name">Which model it is: "tagger".</param>
/// <param name="Card">What it was trained on, with which command, and what it scored; JSON.</param>
/// <param name="Payload">The weights, unpacked.</param>
public sealed record ModelFile(string Name, string Card, byte[] Payload)
{
    /// <summary>First eight bytes of every model file.</summary>
    public static ReadOnlySpan<byte> Magic => "SITMODEL"u8;

    /// <summary>The version that is written; a reader refuses others. Version 1 had weights of 16 bits.</summary>
    public const int Version = 2;

    /// <summary>Brotli's best: a tenth smaller than its fast ones, for half a minute of training; unpacking takes the same time.</summary>
    private const int PackingQuality = 11;

    /// <summary>More than this is no model of ours; a damaged length must not ask for memory.</summary>
    private const int LargestPayload = 256 << 20;

    /// <summary>Writes the file.</summary>
    public void Write(Stream output)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, new BrotliCompressionOptions { Quality = PackingQuality }, leaveOpen: true))
            brotli.Write(Payload);
        var bytes = packed.ToArray();
        using var writer = new BinaryWriter(output, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(Name);
        writer.Write(Card);
        writer.Write(Payload.Length);
        writer.Write(bytes.Length);
        writer.Write(SHA256.HashData(bytes));
        writer.Write(bytes);
    }

    /// <summary>Reads a file and checks that it is whole and the model <paramref name="name"/>.</summary>
    /// <exception cref="ModelFormatException">It is not.</exception>
    public static ModelFile Read(Stream input, string name)
    {
        try
        {
            using var reader = new BinaryReader(input, Encoding.UTF8, leaveOpen: true);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
                throw new ModelFormatException("This is no model file.");
            var version = reader.ReadInt32();
            if (version != Version)
                throw new ModelFormatException(FormattableString.Invariant($"The model file has version {version}; this program reads version {Version}."));
            var found = reader.ReadString();
            if (found != name)
                throw new ModelFormatException($"The model file holds \"{found}\", not \"{name}\".");
            var card = reader.ReadString();
            var size = reader.ReadInt32();
            var packedSize = reader.ReadInt32();
            if (size is < 0 or > LargestPayload || packedSize is < 0 or > LargestPayload)
                throw new ModelFormatException("The model file is damaged: its lengths cannot be.");
            var sum = reader.ReadBytes(SHA256.HashSizeInBytes);
            var packed = reader.ReadBytes(packedSize);
            if (packed.Length != packedSize || !SHA256.HashData(packed).AsSpan().SequenceEqual(sum))
                throw new ModelFormatException("The model file is damaged: its checksum differs.");
            var payload = new byte[size];
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            brotli.ReadExactly(payload);
            return new ModelFile(found, card, payload);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException or DecoderFallbackException)
        {
            throw new ModelFormatException("The model file is damaged: it ends too early or cannot be unpacked.", e);
        }
    }

    /// <summary>Reads a model that this assembly embeds.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or was not embedded: a mistake of the build.</exception>
    internal static ModelFile Embedded(string name)
    {
        using var stream = typeof(ModelFile).Assembly.GetManifestResourceStream(name + ".model")
            ?? throw new ModelFormatException($"The model \"{name}\" is not embedded.");
        return Read(stream, name);
    }
}
