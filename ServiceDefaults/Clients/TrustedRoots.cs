using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Sitrep.ServiceDefaults.Clients;

/// <summary>The authorities whose certificates our clients accept: the machine's, unless `Tls:TrustedRoots` names a PEM file of one's own.</summary>
internal static class TrustedRoots
{
    public const string Setting = "Tls:TrustedRoots";

    /// <exception cref="System.Security.Cryptography.CryptographicException">The file holds no certificate.</exception>
    public static X509Certificate2Collection? Read(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(path);
        return roots.Count > 0 ? roots : throw new InvalidOperationException($"{Setting}: {path} holds no certificate.");
    }

    public static SslClientAuthenticationOptions Options(X509Certificate2Collection? roots)
    {
        if (roots is null)
        {
            return new();
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return new() { CertificateChainPolicy = policy };
    }
}
