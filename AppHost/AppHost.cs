using Sitrep.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
var settings = new AppHostSettings(builder);

if (builder.ExecutionContext.IsPublishMode && settings.PublishToKubernetes) builder.AddKubernetesEnvironment("kubernetes");
else if (builder.ExecutionContext.IsPublishMode) builder.AddDockerComposeEnvironment("compose");

IResourceBuilder<IResourceWithConnectionString> cache = settings.Cache switch
{
    CacheKind.Container => builder.AddRedis("cache"),
    CacheKind.Server => builder.AddConnectionString("cache", ReferenceExpression.Create($"{settings.CacheServer}")),
    _ => AddEmbeddedCache(),
};

var postgres = settings.Store == StoreKind.Container ? builder.AddPostgres("postgres").WithDataVolume() : null;

var geoLookup = builder.AddProject<Projects.GeoLookup>("geo-lookup")
    .AsHttp2Service()
    .WithReference(cache).WaitFor(cache)
    .WithAccess(settings)
    .WithGrpcHealthCheck();

var eventsDatabase = AddDatabase("events-db");
var events = AddEvents("events");

var sourcesDatabase = AddDatabase("sources-db");
var sources = builder.AddProject<Projects.Sources>("sources")
    .AsHttp2Service()
    .WithReference(sourcesDatabase).WaitFor(sourcesDatabase)
    // Not waited for: what is submitted before Events is up waits in the outbox, and the two start beside each other.
    .WithReference(events)
    .WithAccess(settings)
    .WithGrpcHealthCheck();
sources.WithCommand(
    "submit-samples",
    "Submit sample reports",
    context => SampleReports.SubmitAsync(sources.GetEndpoint("http").Url, settings, context.CancellationToken),
    new CommandOptions { Description = "Submits the reports of the samples folder; a report that was submitted before is not stored again.", IconName = "DocumentAdd", IsHighlighted = true });

// Replicas behind one address would hide each other from gRPC's balancing: each is a resource, and callers get every address.
for (var number = 2; number <= settings.EventsReplicas; number++)
{
    var replica = AddEvents($"events-{number}").WithEndpoint("http", endpoint => endpoint.Port = null);
    sources.WithEnvironment($"services__events__http__{number - 1}", replica.GetEndpoint("http"));
}

builder.Build().Run();

IResourceBuilder<ProjectResource> AddEvents(string name) => builder.AddProject<Projects.Events>(name)
    .AsHttp2Service()
    .WithReference(eventsDatabase).WaitFor(eventsDatabase)
    .WithReference(cache).WaitFor(cache)
    .WithReference(geoLookup).WaitFor(geoLookup)
    .WithAccess(settings)
    .WithGrpcHealthCheck();

IResourceBuilder<IResourceWithConnectionString> AddEmbeddedCache()
{
    var garnet = builder.AddProject<Projects.Cache>("garnet").WithEndpoint(scheme: "tcp", name: "tcp", env: "PORT").WithPingHealthCheck();
    var address = garnet.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort);
    return builder.AddConnectionString("cache", ReferenceExpression.Create($"{address}")).WaitFor(garnet);
}

IResourceBuilder<IResourceWithConnectionString> AddDatabase(string name) => postgres is not null
    ? postgres.AddDatabase(name)
    : builder.AddConnectionString(name, ReferenceExpression.Create($"{settings.Database(name)}"));
