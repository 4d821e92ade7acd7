using Sitrep.Coder.Events;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;
using Sitrep.Language.Toponyms;

namespace Sitrep.Coder.Tests;

/// <summary>Codes texts with the default gazetteer, as the product does.</summary>
internal static class Coding
{
    /// <summary>Resolves with the default gazetteer.</summary>
    public static IToponymSource Resolver => Toponyms.Value;

    private static readonly Lazy<InProcessToponyms> Toponyms = new(() => new InProcessToponyms());
    private static readonly ReportCoder Coder = new();

    /// <summary>A text published on 2019-09-01, a Sunday, unless another day is given.</summary>
    public static CodedText Of(string text, string published = "2019-09-01") => Of(text, DateOnly.ParseExact(published, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    public static CodedText Of(string text, DateOnly? published)
    {
        DateTimeOffset? time = published is { } day ? new DateTimeOffset(day, new TimeOnly(18, 0), TimeSpan.Zero) : null;
        // The source answers in process, so the task is complete when it is returned and nothing blocks.
        var coding = Coder.CodeAsync(new CoderInput(text, "", time, "", ResolutionContext.None), Toponyms.Value, CancellationToken.None).AsTask();
        Assert.True(coding.IsCompleted);
        return coding.GetAwaiter().GetResult();
    }

    /// <summary>The only event of a type.</summary>
    public static CodedEvent Single(this CodedText coded, EventType type) => Assert.Single(coded.Events, e => e.Type == type);

    /// <summary>The only event of a type and mode.</summary>
    public static CodedEvent Single(this CodedText coded, EventType type, string mode) =>
        Assert.Single(coded.Events, e => e.Type == type && e.Modes.Contains(mode));

    public static IEnumerable<string> Names(this CodedEvent one, params ParticipantRole[] roles) =>
        one.Participants.Where(p => roles.Contains(p.Role)).Select(p => p.DisplayName);

    public static IEnumerable<string> Claimants(this Casualties casualties) => casualties.Attributions.Select(a => a.Claimant.DisplayName);

    private sealed class InProcessToponyms : IToponymSource
    {
        private readonly GazetteerIndex _index = DefaultGazetteer.Open();
        private readonly ToponymResolver _resolver;

        public InProcessToponyms() => _resolver = new ToponymResolver(_index);

        public ValueTask<ToponymResolution> ResolveAsync(
            string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken) =>
            new(new ToponymResolution(_resolver.Resolve(text, mentions, context, 0), _index.Description.Version));
    }
}
