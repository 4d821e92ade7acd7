using Sitrep.Gazetteer.Resolution;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Gazetteer.Tests;

/// <summary>The gazetteer that ships, opened once, and short ways to ask it.</summary>
internal static class Default
{
    private static readonly Lazy<GazetteerIndex> Opened = new(DefaultGazetteer.Open);
    private static readonly Lazy<ToponymResolver> Resolving = new(() => new ToponymResolver(Opened.Value));

    public static GazetteerIndex Index => Opened.Value;

    public static ToponymResolver Resolver => Resolving.Value;

    /// <summary>Resolves the names that stand between brackets in the text, which are taken out first.</summary>
    public static IReadOnlyList<ResolvedToponym> Resolve(string marked, ResolutionContext? context = null, int maxAlternatives = 0, bool explain = false) =>
        Resolver.Resolve(Unmark(marked, out var mentions), mentions, context ?? ResolutionContext.None, maxAlternatives, explain);

    public static string Unmark(string marked, out List<ToponymMention> mentions)
    {
        mentions = [];
        var text = new System.Text.StringBuilder();
        var start = 0;
        foreach (var c in marked)
        {
            if (c == '[')
                start = text.Length;
            else if (c == ']')
                mentions.Add(new ToponymMention(new TextSpan(start, text.Length), ToponymUsage.Literal));
            else
                text.Append(c);
        }
        return text.ToString();
    }

    public static IReadOnlyList<PlaceCandidate> Search(string text, NameMatch match, int take = 5) => Index.Search(new PlaceQuery(text, match, [], [], null), 0, take);
}
