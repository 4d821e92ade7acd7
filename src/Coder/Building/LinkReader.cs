using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Triggers;

namespace Sitrep.Coder.Building;

/// <summary>Reads relations between two events of one sentence where plain words state them.</summary>
internal static class LinkReader
{
    private static readonly (string[] Words, EventLinkKind Kind)[] Cues =
    [
        (["in", "exchange", "for"], EventLinkKind.InExchangeFor),
        (["in", "return", "for"], EventLinkKind.InExchangeFor),
        (["in", "response", "to"], EventLinkKind.InResponseTo),
        (["in", "retaliation", "for"], EventLinkKind.InResponseTo),
        (["in", "reprisal", "for"], EventLinkKind.InResponseTo),
        (["as", "part", "of"], EventLinkKind.PartOf),
        (["on", "condition", "that"], EventLinkKind.ConditionalOn),
        (["because", "of"], EventLinkKind.CausedBy),
        (["even", "if"], EventLinkKind.Despite),
        (["despite"], EventLinkKind.Despite),
        (["if"], EventLinkKind.ConditionalOn),
        (["unless"], EventLinkKind.ConditionalOn),
    ];

    public static List<MentionLink> Find(ReportReading r, IReadOnlyList<TriggerMention> mentions)
    {
        var links = new List<MentionLink>();
        for (var i = 1; i < mentions.Count; i++)
        {
            var (left, right) = (mentions[i - 1], mentions[i]);
            if (left.Sentence != right.Sentence || right.Token - left.Token > ReportReading.Reach)
                continue;
            for (var t = left.Token + 1; t < right.Token; t++)
            {
                if (Match(r, t) is not { } cue)
                    continue;
                links.Add(new MentionLink(left, cue.Kind, right, r.SpanOf(t, t + cue.Words.Length)));
                break;
            }
            // "If they attack, we will respond": the condition stands first.
            var first = r.SentenceFirst(left.Sentence);
            if (first < left.Token && left.Token - first < 12 && Match(r, first) is { } opening && links.TrueForAll(l => l.From != left))
                links.Add(new MentionLink(right, opening.Kind, left, r.SpanOf(first, first + opening.Words.Length)));
        }
        return links;
    }

    private static (string[] Words, EventLinkKind Kind)? Match(ReportReading r, int token)
    {
        foreach (var cue in Cues)
        {
            if (r.Lower(token) != cue.Words[0] || token + cue.Words.Length > r.Tokens.Count)
                continue;
            var all = true;
            for (var i = 1; i < cue.Words.Length && all; i++)
                all = r.Lower(token + i) == cue.Words[i];
            if (all)
                return cue;
        }
        return null;
    }
}
