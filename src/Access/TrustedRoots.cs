using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Sitrep.Access;

/// <summary>The authorities whose certificates clients of our services accept: the machine's, unless a PEM file of one's own is named.</summary>
public static class TrustedRoots
{
    /// <summary>What a client's connections check certificates against.</summary>
    /// <param name="path">PEM file; null or empty for the machine's authorities.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The file holds something else.</exception>
    /// <exception cref="FormatException">The file holds no certificate.</exception>
    public static SslClientAuthenticationOptions Read(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return new();
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(path);
        return policy.CustomTrustStore.Count > 0
            ? new() { CertificateChainPolicy = policy }
            : throw new FormatException($"{path} holds no certificate.");
    }
}
