using Microsoft.Extensions.Options;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;
using Sitrep.GeoLookup;
using Sitrep.Language;
using Sitrep.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("geo-lookup");

builder.Services.AddOptions<GeoLookupOptions>().BindConfiguration(GeoLookupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(services =>
    services.GetRequiredService<IOptions<GeoLookupOptions>>().Value.Gazetteer is { Length: > 0 } path ? GazetteerIndex.Open(path) : DefaultGazetteer.Open());
builder.Services.AddSingleton<IGazetteer>(services => services.GetRequiredService<GazetteerIndex>());
builder.Services.AddSingleton<IToponymResolver, ToponymResolver>();
builder.Services.AddSingleton<TextAnalyzer>().AddSingleton<GeoLookupMetrics>();

var app = builder.Build();
// Before it listens: a gazetteer that cannot be read stops the start, not the first request.
app.Services.GetRequiredService<IToponymResolver>();
app.MapServiceDefaults();
app.MapGrpcService<GeoLookupGrpcService>();
await app.RunAsync();
