using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.ServiceDefaults.Paging;

/// <summary>
/// Opaque page tokens: the position after which to go on, bound to the method and to the arguments of the request, so that a token of
/// another request is refused instead of giving a page of something else. Not secret and not signed: a position says nothing that the
/// caller could not ask for.
/// </summary>
public static class PageToken
{
    private const int FingerprintBytes = 8;

    /// <summary>A token for the position.</summary>
    /// <param name="position">Any bytes; read back as they were.</param>
    /// <param name="fingerprint">Of <see cref="Fingerprint"/>, over the same request.</param>
    public static string Write(ReadOnlySpan<byte> position, ReadOnlySpan<byte> fingerprint) =>
        Base64Url.EncodeToString([.. fingerprint[..FingerprintBytes], .. position]);

    /// <summary>The position of a token; null where the token is empty (the first page). Notes a violation where the token is foreign or damaged.</summary>
    public static byte[]? Read(string token, ReadOnlySpan<byte> fingerprint, Violations violations, string field = "page_token")
    {
        if (token.Length == 0)
        {
            return null;
        }

        if (Base64Url.IsValid(token)
            && Base64Url.DecodeFromChars(token) is { Length: >= FingerprintBytes } bytes
            && fingerprint[..FingerprintBytes].SequenceEqual(bytes.AsSpan(0, FingerprintBytes)))
        {
            return bytes[FingerprintBytes..];
        }

        violations.Add(field, "FOREIGN_PAGE_TOKEN", "Not a token of this method with these arguments.");
        return null;
    }

    /// <summary>Fingerprint of a request.</summary>
    /// <param name="request">A copy with page size and page token cleared.</param>
    /// <param name="dependsOn">What else a position depends on: the database's id, the gazetteer's version.</param>
    public static byte[] Fingerprint(IMessage request, string dependsOn = "") =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(request.Descriptor.FullName + "\n" + dependsOn + "\n"), .. request.ToByteArray()]);
}
