using Sitrep.Events.V1;
using Sitrep.ServiceDefaults;
using Sitrep.ServiceDefaults.Clients;
using Sitrep.Sources;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.Storage;
using Sitrep.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("sources");
builder.AddStore<SourcesDbContext, SqliteSourcesDbContext, PostgresSourcesDbContext>("sources-db");
builder.AddServiceClient<EventsService.EventsServiceClient>("events", DispatchOptions.DefaultCallDeadline);
builder.AddSources();

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<SourcesGrpcService>();
await app.RunAsync();
