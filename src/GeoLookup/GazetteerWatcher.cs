using Microsoft.Extensions.Options;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.UserPlaces;

namespace Sitrep.GeoLookup;

/// <summary>Looks whether the index or the user's places have changed, and changes over. What cannot be read is refused once, and the old gazetteer stays.</summary>
internal sealed partial class GazetteerWatcher(LiveGazetteer gazetteers, IOptions<GeoLookupOptions> options, TimeProvider time, ILogger<GazetteerWatcher> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.CheckEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Check();
    }

    private void Check()
    {
        try
        {
            if (gazetteers.TryChange(true) is { } now)
                LogChanged(now.Version, now.PlaceCount);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UserPlacesException)
        {
            LogRefused(e);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Answers come from gazetteer {Version} now, {Places} places", EventName = "GazetteerChanged")]
    private partial void LogChanged(string version, long places);

    [LoggerMessage(2, LogLevel.Error, "The new gazetteer is refused; the old one stays", EventName = "GazetteerRefused")]
    private partial void LogRefused(Exception exception);
}
