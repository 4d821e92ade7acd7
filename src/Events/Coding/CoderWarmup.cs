using Sitrep.Coder;
using Sitrep.Gazetteer;
using Sitrep.Language.Toponyms;

namespace Sitrep.Events.Coding;

/// <summary>
/// Codes a text of ours before the service listens: models are loaded and the way of a report is compiled, so that a replica that comes back
/// is as fast in its first call as in the next. Without it that call took three seconds on a busy machine.
/// </summary>
internal sealed class CoderWarmup(ReportTextCoder coder) : IHostedService
{
    /// <summary>The runtime compiles a method anew, and well, after thirty calls, and the text has more words than that; more rounds only put off the start.</summary>
    private const int Rounds = 8;

    private const string Text =
        "KUNDUZ, Aug 31 (Example Wire) - Taliban fighters attacked the northern city of Kunduz on Saturday and killed at least 36 soldiers, the Interior Ministry said. "
        + "Health officials put the toll at three dead and 41 wounded civilians, while a spokesman for the insurgents confirmed the assault without giving figures.\n\n"
        + "\"We will not be intimidated,\" President Ashraf Ghani told reporters in Kabul. The government accused Pakistan of arming the group, which Islamabad denied. "
        + "Negotiators who have met in Qatar since the end of 2018 had been expected to sign an agreement on Thursday; the United States would withdraw 5,400 of 14,000 troops.\n\n"
        + "Two bombs exploded near a police post in Baghlan, and gunmen kidnapped four aid workers. Thousands of people protested against the killings.";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The days differ so that nothing but the words is the same.
        var first = new DateOnly(2019, 9, 1);
        for (var round = 0; round < Rounds; round++)
            await coder.CodeAsync(new TextToCode(Text, "Taliban attack Kunduz", null, "", new()), first.AddDays(round), NoToponyms.Instance, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Geo-lookup is not asked: it may come up later than this service.</summary>
    private sealed class NoToponyms : IToponymSource
    {
        public static readonly NoToponyms Instance = new();

        public ValueTask<ToponymResolution> ResolveAsync(
            string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new ToponymResolution(
                [.. mentions.Select(m => new ResolvedToponym { Span = m.Span, Usage = m.Usage, Unresolved = UnresolvedReason.NotInGazetteer })], ""));
    }
}
