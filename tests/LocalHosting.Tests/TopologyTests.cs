using Microsoft.Extensions.Configuration;
using Sitrep.LocalHosting.Running;
using Sitrep.LocalHosting.TestApp;

namespace Sitrep.LocalHosting.Tests;

public sealed class TopologyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_finds_the_variables_that_Aspire_would_give_it()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        var garnet = builder.AddProject<TestService>("garnet").WithEndpoint(scheme: "tcp", name: "tcp", env: "PORT");
        var cache = builder.AddConnectionString("cache", ReferenceExpression.Create($"{garnet.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)},ssl=false"));
        var geo = builder.AddProject<TestService>("geo-lookup").WithHttpEndpoint();
        var second = builder.AddProject<TestService>("geo-2").WithHttpEndpoint();
        var events = builder.AddProject<ProjectWithProfile>("events")
            .WithReference(cache).WithReference(geo)
            .WithEnvironment("services__geo-lookup__http__1", second.GetEndpoint("http"))
            .WithEnvironment("FROM_PROFILE", "overridden");
        Allocate(garnet, 6_390);
        Allocate(geo, 5_103);
        Allocate(second, 5_104);

        Allocate(events, 5_102);
        var forEvents = await Environment(isDevelopment: true).ForAsync(events.Resource, Cancellation);
        var forGarnet = await Environment(isDevelopment: false).ForAsync(garnet.Resource, Cancellation);

        Assert.Equal("localhost:6390,ssl=false", forEvents["ConnectionStrings__cache"]);
        Assert.Equal("http://localhost:5103", forEvents["services__geo-lookup__http__0"]);
        Assert.Equal("http://localhost:5103", forEvents["GEO_LOOKUP_HTTP"]);
        Assert.Equal("http://localhost:5104", forEvents["services__geo-lookup__http__1"]);
        Assert.Equal("http://localhost:5102", forEvents["ASPNETCORE_URLS"]);
        Assert.Equal(("Development", "http", "overridden"), (forEvents["ASPNETCORE_ENVIRONMENT"], forEvents["DOTNET_LAUNCH_PROFILE"], forEvents["FROM_PROFILE"]));
        Assert.Equal(("http://localhost:19100", "grpc", "x-otlp-api-key=key"), (forEvents["OTEL_EXPORTER_OTLP_ENDPOINT"], forEvents["OTEL_EXPORTER_OTLP_PROTOCOL"], forEvents["OTEL_EXPORTER_OTLP_HEADERS"]));
        Assert.Equal(("events", "1000", "always_on"), (forEvents["OTEL_SERVICE_NAME"], forEvents["OTEL_BSP_SCHEDULE_DELAY"], forEvents["OTEL_TRACES_SAMPLER"]));
        Assert.Equal(("6390", "1"), (forGarnet["PORT"], forGarnet["LOCALHOSTING"]));
        Assert.DoesNotContain("OTEL_TRACES_SAMPLER", forGarnet.Keys);
        Assert.DoesNotContain("ASPNETCORE_URLS", forGarnet.Keys);
    }

    [Fact]
    public async Task A_collector_that_the_user_names_takes_the_place_of_the_page()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        var only = builder.AddProject<TestService>("only");

        var variables = await Environment(false, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317")).ForAsync(only.Resource, Cancellation);

        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", variables.Keys);
        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_HEADERS", variables.Keys);
    }

    [Fact]
    public async Task What_only_Aspire_can_run_is_refused_at_once_with_the_ways_out()
    {
        var fault = await RefusalAsync(builder =>
        {
            builder.AddRedis("cache");
            builder.AddPostgres("postgres").WithDataVolume().AddDatabase("events-db");
            builder.AddDockerComposeEnvironment("compose");
            builder.AddKubernetesEnvironment("kubernetes");
        });

        foreach (var remedy in new[] { "CACHE=localhost:6379", "ConnectionStrings__postgres=", "Docker Compose", "Kubernetes", "-p:Aspire=true" })
            Assert.Contains(remedy, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_configuration_lacks_is_named() =>
        Assert.Contains("ConnectionStrings__cache", await RefusalAsync(builder => builder.AddConnectionString("cache")), StringComparison.Ordinal);

    [Fact]
    public async Task A_health_check_that_is_not_registered_is_named() =>
        Assert.Contains("'nowhere'", await RefusalAsync(builder => builder.AddProject<TestService>("only").WithHealthCheck("nowhere")), StringComparison.Ordinal);

    [Fact]
    public async Task Services_that_wait_for_each_other_are_refused() =>
        Assert.Contains("circle", await RefusalAsync(builder =>
        {
            var first = builder.AddProject<TestService>("first");
            first.WaitFor(builder.AddProject<TestService>("second").WaitFor(first));
        }), StringComparison.Ordinal);

    [Fact]
    public async Task A_project_that_is_not_built_is_named() =>
        Assert.Contains("is not built", await RefusalAsync(builder => builder.AddProject<MissingProject>("missing")), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("-events")]
    [InlineData("events-")]
    [InlineData("events--2")]
    [InlineData("2events")]
    [InlineData("évènements")]
    public void A_name_that_Aspire_would_refuse_is_refused(string name) =>
        Assert.Throws<DistributedApplicationException>(() => DistributedApplication.CreateBuilder([]).AddProject<TestService>(name));

    [Fact]
    public void A_name_is_given_once()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        builder.AddProject<TestService>("events");

        Assert.Throws<DistributedApplicationException>(() => builder.AddProject<TestService>("Events"));
    }

    [Fact]
    public void An_endpoint_has_no_address_before_the_start()
    {
        var endpoint = DistributedApplication.CreateBuilder([]).AddProject<TestService>("only").WithHttpEndpoint().GetEndpoint("http");

        Assert.False(endpoint.IsAllocated);
        Assert.Throws<InvalidOperationException>(() => endpoint.Url);
    }

    private static async Task<string> RefusalAsync(Action<IDistributedApplicationBuilder> compose) =>
        (await Assert.ThrowsAsync<DistributedApplicationException>(async () => await RunningApplication.StartAsync(compose))).Message;

    private static void Allocate(IResourceBuilder<ProjectResource> resource, int port) =>
        resource.Resource.Annotations.OfType<EndpointAnnotation>().Single().AllocatedPort = port;

    private static ServiceEnvironment Environment(bool isDevelopment, params (string Key, string Value)[] configuration) => new(
        "http://localhost:19100", "key", isDevelopment,
        new ConfigurationBuilder().AddInMemoryCollection(configuration.ToDictionary(c => c.Key, c => (string?)c.Value)).Build());

    private sealed class MissingProject : IBuiltProjectMetadata
    {
        public string ProjectPath => Path.Combine(AppContext.BaseDirectory, "Missing.csproj");

        public string AssemblyPath => Path.Combine(AppContext.BaseDirectory, "Missing.dll");
    }

    /// <summary>A project with a launchSettings.json, written when it is first asked for.</summary>
    private sealed class ProjectWithProfile : IBuiltProjectMetadata
    {
        private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "ProjectWithProfile", "Properties")).Parent!.FullName;

        public ProjectWithProfile() => File.WriteAllText(Path.Combine(Folder, "Properties", "launchSettings.json"), """
            {
              // As an editor writes it, with comments and a trailing comma.
              "profiles": {
                "Docker": { "commandName": "Docker" },
                "http": {
                  "commandName": "Project",
                  "applicationUrl": "http://localhost:5102",
                  "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development", "FROM_PROFILE": "profile" },
                },
              }
            }
            """);

        public string ProjectPath => Path.Combine(Folder, "ProjectWithProfile.csproj");

        public string AssemblyPath => Path.Combine(AppContext.BaseDirectory, "Sitrep.LocalHosting.TestApp.dll");
    }
}
