using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sitrep.Gazetteer;
using Sitrep.GeoLookup;
using Sitrep.Language;
using Sitrep.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("geo-lookup");

builder.Services.AddOptions<GeoLookupOptions>().BindConfiguration(GeoLookupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(services =>
{
    var options = services.GetRequiredService<IOptions<GeoLookupOptions>>().Value;
    return new LiveGazetteer(options.Gazetteer, options.UserPlaces);
});
builder.Services.TryAddSingleton(TimeProvider.System);
builder.Services.AddHostedService<GazetteerWatcher>();
builder.Services.AddSingleton<TextAnalyzer>().AddSingleton<GeoLookupMetrics>();

var app = builder.Build();
// Before it listens: a gazetteer that cannot be read stops the start, not the first request.
app.Services.GetRequiredService<LiveGazetteer>();
app.MapServiceDefaults();
app.MapGrpcService<GeoLookupGrpcService>();
await app.RunAsync();
