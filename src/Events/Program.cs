using Sitrep.Events;
using Sitrep.Events.Storage;
using Sitrep.Events.Storage.Postgres;
using Sitrep.Events.Storage.Sqlite;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults;
using Sitrep.ServiceDefaults.Caching;
using Sitrep.ServiceDefaults.Clients;
using Sitrep.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("events");
// Pages are short walks along indexes: plans for whole tables, and compiling them, only cost.
builder.AddStore<EventsDbContext, SqliteEventsDbContext, PostgresEventsDbContext>(
    "events-db", postgresOptions: "-c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c max_parallel_workers_per_gather=0");
builder.AddSitrepCache();
builder.AddServiceClient<GeoLookupService.GeoLookupServiceClient>("geo-lookup", deadline: TimeSpan.FromSeconds(30));
builder.Services.AddEvents();

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<EventsGrpcService>();
await app.RunAsync();
