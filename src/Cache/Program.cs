using Sitrep.Cache;
using Sitrep.ServiceDefaults.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddOptions<CacheOptions>().Bind(builder.Configuration).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddHostedService<CacheServer>();
builder.AddParentWatch();
// A dozen lines of Garnet's settings at every start say less than the one of our own.
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Sitrep", LogLevel.Information);
await builder.Build().RunAsync();
