using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Access;
using Sitrep.ServiceDefaults.Clients;

namespace Sitrep.ServiceDefaults.Tests;

/// <summary>Service to service over TLS, each with a token of its own.</summary>
public sealed class SecureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sitrep-tls-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Key => Path.Combine(_folder.FullName, "key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_service_with_a_certificate_is_called_over_TLS_by_clients_that_trust_its_root()
    {
        var certificate = Certificate("localhost");
        await using var service = await StartAsync(certificate);
        using var host = Client(service, certificate);

        var place = await host.Services.GetRequiredService<GeoLookupService.GeoLookupServiceClient>().GetPlaceAsync(new(), cancellationToken: Token);

        Assert.Equal("https", new Uri(service.Address).Scheme);
        Assert.Equal("testhost", place.DisplayName);
    }

    [Fact]
    public async Task A_certificate_of_another_root_is_refused()
    {
        await using var service = await StartAsync(Certificate("localhost"));
        using var host = Client(service, Certificate("localhost"));

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await host.Services.GetRequiredService<GeoLookupService.GeoLookupServiceClient>().GetPlaceAsync(new(), cancellationToken: Token));

        Assert.True(e.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.DeadlineExceeded, e.Status.ToString());
    }

    [Fact]
    public async Task A_service_that_has_no_token_to_show_is_refused()
    {
        var certificate = Certificate("localhost");
        await using var service = await StartAsync(certificate);
        using var host = Client(service, certificate, withKey: false);

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await host.Services.GetRequiredService<GeoLookupService.GeoLookupServiceClient>().GetPlaceAsync(new(), cancellationToken: Token));

        Assert.Equal(StatusCode.Unauthenticated, e.StatusCode);
    }

    private Task<TestService> StartAsync((string Certificate, string Key) files) => TestService.StartAsync(
        (_, context) => Task.FromResult(new Place { DisplayName = Caller.NameOf(context) }),
        "--urls=", "--Kestrel:Endpoints:https:Url=https://127.0.0.1:0",
        $"--Kestrel:Endpoints:https:Certificate:Path={files.Certificate}", $"--Kestrel:Endpoints:https:Certificate:KeyPath={files.Key}",
        "--Authentication:Mode=Jwt", $"--Authentication:KeyFile={Key}");

    private IHost Client(TestService service, (string Certificate, string Key) trusted, bool withKey = true)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Environment.ApplicationName = "testhost";
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:geo-lookup:https:0"] = service.Address,
            ["Tls:TrustedRoots"] = trusted.Certificate,
            ["Authentication:Mode"] = "Jwt",
            ["Authentication:KeyFile"] = withKey ? Key : "",
        });
        builder.AddServiceClient<GeoLookupService.GeoLookupServiceClient>("geo-lookup", TimeSpan.FromSeconds(5));
        return builder.Build();
    }

    private (string Certificate, string Key) Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var path = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path + ".pem", certificate.ExportCertificatePem());
        File.WriteAllText(path + ".key", key.ExportPkcs8PrivateKeyPem());
        return (path + ".pem", path + ".key");
    }
}
