using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Sitrep.Events.Telemetry;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Caching;
using Sitrep.Storage;

namespace Sitrep.Events.Coding;

/// <summary>A text and what is known beside it.</summary>
/// <param name="Text">Plain text, checked.</param>
/// <param name="Title">Headline; may be empty.</param>
/// <param name="PublishTime">Null where unknown.</param>
/// <param name="TimeZone">IANA zone in which it was written; empty where unknown.</param>
/// <param name="Context">What steers toponym resolution.</param>
internal sealed record TextToCode(string Text, string Title, Timestamp? PublishTime, string TimeZone, Context Context);

/// <summary>
/// Codes texts, each text only once where it comes again: wire copy. What is cached carries in its key everything that it depends on, so it is
/// never stale.
/// </summary>
internal sealed class TextCoding(ITextCoder coder, GazetteerVersion gazetteer, MessageCache cache, EventsMetrics metrics)
{
    /// <summary>A gazetteer that changes while a text is coded makes the work start anew; one that changes each time is broken.</summary>
    private const int MaxGazetteerChanges = 3;

    /// <summary>Version of code, models, lexicons and ontology.</summary>
    public string CoderVersion => coder.Version;

    /// <summary>Codes a text. Events are named as of no report, links between them by those names.</summary>
    /// <returns>The response of `CodeText`, the caller's own, and the key under which the cache holds it.</returns>
    /// <exception cref="Grpc.Core.RpcException">The geo-lookup service cannot be reached.</exception>
    public async Task<(CodeTextResponse Coded, string CacheKey)> CodeAsync(TextToCode input, CancellationToken cancellationToken)
    {
        for (var change = 0; ; change++)
        {
            var version = await gazetteer.GetAsync(cancellationToken);
            // Only the day reaches the coder, so that copies of one wire text meet in the cache whatever the minute.
            var day = PublicationDay.Of(input.PublishTime, input.TimeZone);
            var key = $"analysis:v1:{coder.Version}:{version}:{Hash(input, day)}";
            try
            {
                var coded = await cache.GetOrMakeAsync("analysis", key, token => MakeAsync(input, day, version, token), cancellationToken);
                return (coded, key);
            }
            catch (GazetteerChangedException changed) when (change < MaxGazetteerChanges)
            {
                gazetteer.Observe(changed.Version);
            }
        }
    }

    private async Task<CodeTextResponse> MakeAsync(TextToCode input, DateOnly? day, string gazetteerVersion, CancellationToken cancellationToken)
    {
        using var activity = EventsActivities.Source.StartActivity("code text");
        activity?.SetTag("sitrep.coder.version", coder.Version).SetTag("sitrep.text.length", input.Text.Length);
        var started = Stopwatch.GetTimestamp();
        var coded = await coder.CodeAsync(input, day, gazetteerVersion, cancellationToken);
        coded.GazetteerVersion = gazetteerVersion;
        EventNaming.NameProvisionally(coded.Events);
        foreach (var account in coded.Events)
        {
            account.CoderVersion = coder.Version;
            account.GazetteerVersion = gazetteerVersion;
        }

        activity?.SetTag("sitrep.events.count", coded.Events.Count);
        metrics.Coded(Stopwatch.GetElapsedTime(started), coded.Events.Count);
        return coded;
    }

    /// <summary>Of what the answer depends on beside the versions; each part with its length, so that no two inputs read the same.</summary>
    private static string Hash(TextToCode input, DateOnly? day)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(int)];
        foreach (var part in new[] { Encoding.UTF8.GetBytes(input.Text), Encoding.UTF8.GetBytes(input.Title), input.Context.ToByteArray() })
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, part.Length);
            hash.AppendData(number);
            hash.AppendData(part);
        }

        BinaryPrimitives.WriteInt32LittleEndian(number, day?.DayNumber ?? -1);
        hash.AppendData(number);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>The day on which a text was published, where it was written.</summary>
internal static class PublicationDay
{
    /// <summary>Null where the time is not known; UTC's day where the zone is unknown.</summary>
    public static DateOnly? Of(Timestamp? publishTime, string timeZone)
    {
        if (publishTime is null)
        {
            return null;
        }

        var utc = DateTimeOffset.UnixEpoch.AddTicks(UnixMicros.From(publishTime) * TimeSpan.TicksPerMicrosecond);
        var local = timeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? TimeZoneInfo.ConvertTime(utc, zone) : utc;
        return DateOnly.FromDateTime(local.DateTime);
    }
}

/// <summary>The gazetteer that answered is not the one that the work was begun with.</summary>
internal sealed class GazetteerChangedException(string version) : Exception($"The gazetteer is now {version}.")
{
    /// <summary>The one that answered.</summary>
    public string Version { get; } = version;
}
