using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sitrep.Sources;

/// <summary>How reports are named: `reports/{id}`, the id a hash of source, url and text, so that the same report always has the same name.</summary>
internal static class ReportNaming
{
    public const string Prefix = "reports/";

    /// <summary>26 letters of 5 bits: 130 bits of SHA-256, out of reach of chance and of forgers alike.</summary>
    private const int IdLength = 26;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(Alphabet);

    /// <summary>Whether this may follow `reports/`.</summary>
    public static bool IsId(ReadOnlySpan<char> id) => id.Length == IdLength && !id.ContainsAnyExcept(IdCharacters);

    /// <summary>The id of a report. This form is stored: it never changes.</summary>
    public static string IdOf(string sourceId, string url, string text)
    {
        var hash = Hash("sitrep/report/1", sourceId, url, text);
        var id = new char[IdLength];
        for (var i = 0; i < IdLength; i++)
        {
            var bit = i * 5;
            var pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            id[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(id);
    }

    /// <summary>Hash of a url, by which reports are found that another text under it supersedes; null where there is none.</summary>
    public static long? UrlHash(string url) => url.Length == 0 ? null : BinaryPrimitives.ReadInt64LittleEndian(Hash("sitrep/url/1", url));

    /// <summary>SHA-256 over the parts, each after its length, so that no two lists of parts read the same.</summary>
    public static byte[] Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(part.Length));
            try
            {
                var count = Encoding.UTF8.GetBytes(part, bytes);
                BinaryPrimitives.WriteInt32BigEndian(length, count);
                hash.AppendData(length);
                hash.AppendData(bytes, 0, count);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }

        return hash.GetHashAndReset();
    }
}
