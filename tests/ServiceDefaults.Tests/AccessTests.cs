using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Sitrep.Access;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Access;
using Sitrep.Sources.V1;

namespace Sitrep.ServiceDefaults.Tests;

/// <summary>Every method of all three contracts, on a server whose methods all answer the same, called with every kind of token.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private static readonly ServiceDescriptor[] Services = [EventsService.Descriptor, GeoLookupService.Descriptor, SourcesService.Descriptor];
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(b => b, b => b);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sitrep-access-");
    private WebApplication _app = null!;
    private GrpcChannel _channel = null!;
    private AccessKey _key = null!;

    /// <summary>"Service/Method" of every method.</summary>
    public static TheoryData<string> Methods => [.. Services.SelectMany(s => s.Methods).Select(m => $"{m.Service.FullName}/{m.Name}")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var keyFile = Path.Combine(_folder.FullName, "key");
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", "--Authentication:Mode=Jwt", $"--Authentication:KeyFile={keyFile}"]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("test");
        _app = builder.Build();
        _app.MapServiceDefaults();
        _app.MapGrpcService<Events>();
        _app.MapGrpcService<Geo>();
        _app.MapGrpcService<Reports>();
        await _app.StartAsync(Token);
        _channel = GrpcChannel.ForAddress(_app.Urls.Single());
        _key = AccessKey.Read(keyFile);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method_answers_exactly_those_whose_token_has_one_of_its_roles(string method)
    {
        var descriptor = Find(method);
        var allowed = AccessRules.RolesOf(descriptor);
        // A method that says nothing about roles was forgotten; the administrator alone is said by naming the administrator.
        Assert.NotEmpty(descriptor.GetOptions().GetExtension(Auth.V1.AccessExtensions.Access).Roles);

        Assert.Equal((StatusCode.Unauthenticated, AccessReasons.TokenMissing), await CallAsync(descriptor, null));
        Assert.Equal((StatusCode.Unauthenticated, AccessReasons.TokenInvalid), await CallAsync(descriptor, "no.token.atall"));
        Assert.Equal((StatusCode.Unauthenticated, AccessReasons.TokenInvalid), await CallAsync(descriptor, OfAnotherKey(AccessRoles.Admin)));
        Assert.Equal((StatusCode.Unauthenticated, AccessReasons.TokenExpired), await CallAsync(descriptor, TokenOf(AccessRoles.Admin, age: TimeSpan.FromHours(2))));
        Assert.Equal((StatusCode.Unauthenticated, AccessReasons.TokenWrongAudience), await CallAsync(descriptor, TokenOf(AccessRoles.Admin, audience: "another")));
        foreach (var role in AccessRoles.All)
        {
            var (code, reason) = await CallAsync(descriptor, TokenOf(role));
            if (allowed.Contains(role))
                Assert.True(code is StatusCode.Internal, $"{role} was answered {code} {reason}");
            else
                Assert.Equal((StatusCode.PermissionDenied, AccessReasons.RoleMissing), (code, reason));
        }
    }

    [Theory]
    [InlineData("sitrep.events.v1.EventsService/CodeReport", "service,admin")]
    [InlineData("sitrep.events.v1.EventsService/UpdateEvent", "analyst,admin")]
    [InlineData("sitrep.events.v1.EventsService/SearchEvents", "reader,analyst,admin")]
    [InlineData("sitrep.sources.v1.SourcesService/SubmitReports", "ingester,admin")]
    [InlineData("sitrep.sources.v1.SourcesService/DeleteReport", "admin")]
    public void What_changes_data_is_for_those_whose_work_it_is(string method, string roles) =>
        Assert.Equal(roles, string.Join(',', AccessRules.RolesOf(Find(method))));

    [Fact]
    public async Task Health_needs_no_token()
    {
        var answer = await new Grpc.Health.V1.Health.HealthClient(_channel).CheckAsync(new(), cancellationToken: Token);

        Assert.Equal(Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task The_callers_name_is_the_tokens()
    {
        var place = await new GeoLookupService.GeoLookupServiceClient(_channel).GetPlaceAsync(
            new() { Name = "who" }, Authorization(AccessTokens.Create(_key, "ana", [AccessRoles.Reader], TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5))), cancellationToken: Token);

        Assert.Equal("ana", place.DisplayName);
    }

    [Fact]
    public async Task Tokens_are_wanted_but_nobody_is_trusted_to_make_them_so_the_service_does_not_start()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => TestService.StartAsync((_, _) => Task.FromResult(new Place()), "--Authentication:Mode=Jwt"));

        Assert.Contains("Authentication:KeyFile", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_made_once_and_is_its_owners_alone()
    {
        var path = Path.Combine(_folder.FullName, "new", "key");
        var keys = Enumerable.Range(0, 8).AsParallel().Select(_ => Convert.ToBase64String(AccessKey.ReadOrCreate(path).Value)).Distinct().ToList();

        Assert.Single(keys);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    private static MethodDescriptor Find(string method) =>
        Services.SelectMany(s => s.Methods).Single(m => $"{m.Service.FullName}/{m.Name}" == method);

    private static Metadata Authorization(string token) => new() { { "authorization", "Bearer " + token } };

    private string TokenOf(string role, TimeSpan age = default, string audience = AccessTokens.Audience) =>
        AccessTokens.Create(_key, "somebody", [role], TimeProvider.System.GetUtcNow() - age, TimeSpan.FromHours(1), audience);

    private string OfAnotherKey(string role) => AccessTokens.Create(
        AccessKey.ReadOrCreate(Path.Combine(_folder.FullName, "another")), "somebody", [role], TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1));

    private async Task<(StatusCode Code, string Reason)> CallAsync(MethodDescriptor method, string? token)
    {
        // Every kind of method is a stream of messages on the wire.
        var wire = new Method<byte[], byte[]>(MethodType.DuplexStreaming, method.Service.FullName, method.Name, Bytes, Bytes);
        var options = new CallOptions(headers: token is null ? null : Authorization(token), cancellationToken: Token);
        using var call = _channel.CreateCallInvoker().AsyncDuplexStreamingCall(wire, null, options);
        try
        {
            try
            {
                await call.RequestStream.WriteAsync([], Token);
                await call.RequestStream.CompleteAsync();
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException)
            {
                // The answer came before the request was sent whole.
            }

            while (await call.ResponseStream.MoveNext(Token))
            {
            }

            return (StatusCode.OK, "");
        }
        catch (RpcException e)
        {
            return (e.StatusCode, e.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "");
        }
    }

    // Methods that are not overridden throw, which is answered INTERNAL: the gate let the call through.
    private sealed class Events : EventsService.EventsServiceBase;

    private sealed class Reports : SourcesService.SourcesServiceBase;

    private sealed class Geo : GeoLookupService.GeoLookupServiceBase
    {
        public override Task<Place> GetPlace(GetPlaceRequest request, ServerCallContext context) =>
            request.Name == "who" ? Task.FromResult(new Place { DisplayName = Caller.NameOf(context) }) : base.GetPlace(request, context);
    }
}
