using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Places;
using Sitrep.Coder.Triggers;
using Sitrep.Language.Time;

namespace Sitrep.Coder.Building;

/// <summary>Joins the tellings of one happening within a report.</summary>
internal static class EventMerger
{
    /// <summary>Events of a type that a new telling is compared with; keeps the time linear.</summary>
    private const int Window = 24;

    // What speaks for two tellings being one, in points. Set by reading the development reports.
    private const int SameSentence = 3;
    private const int SaidAgain = 3;
    private const int Shared = 2;
    private const int SameWord = 1;
    private const int SameWay = 1;
    private const int ForMaterial = 3;
    private const int ForVerbal = 4;
    private const int ForSaidAgain = 2;
    private const int SentencesPerPoint = 6;
    private const int ForAside = 3;

    /// <summary>Days beyond which a time is that of a sum over several happenings.</summary>
    private const int LongDays = 100;

    /// <summary>Parties of one side that are compared; keeps the time linear.</summary>
    private const int PartiesCompared = 20;

    public static List<EventDraft> Merge(IReadOnlyList<TriggerMention> mentions, ReportReading? reading = null)
    {
        var notes = reading?.Notes;
        var drafts = new List<EventDraft>();
        var byType = new Dictionary<EventType, List<EventDraft>>();
        var waiting = new List<TriggerMention>();
        var draftOf = new Dictionary<TriggerMention, EventDraft>();
        // Of one sentence, words that refer back come first ("were also destroyed in the strike"), what it only looks back to comes last, and a verb after its noun.
        foreach (var mention in mentions.OrderBy(m => m.Sentence).ThenBy(m => m.IsAside ? 1 : 0).ThenBy(m => m.IsDefinite ? 0 : 1).ThenBy(m => m.Anchor is null ? 0 : 1).ThenBy(m => m.Token))
        {
            if (mention.Anchor is { } anchor && draftOf.TryGetValue(anchor, out var told) && told.Factuality == mention.Factuality && ModesAgree(told, mention))
            {
                told.Add(mention);
                draftOf[mention] = told;
                notes?.Decide(reading!, mention.Token, "merging", $"same happening as \"{anchor.Entry.Phrase}\"", "that is what does it, or in what it is done");
                continue;
            }
            if (!byType.TryGetValue(mention.Type, out var sameType))
                byType[mention.Type] = sameType = [];
            if (Best(sameType, mention, reading) is { } draft)
            {
                draft.Add(mention);
                draftOf[mention] = draft;
                notes?.Decide(reading!, mention.Token, "merging", $"same happening as \"{draft.Mentions[0].Entry.Phrase}\"", "shared parties, time, place, sentence or \"the\" speak for it");
                continue;
            }
            // A toll without a deed waits for one; it makes an event of its own only where somebody armed is named for it.
            var sum = mention.Time is { Basis: TimeBasis.Stated } time && IsLong(time.Interval) && mention.Victims.Count > 0;
            if (mention.Entry.TellsToll && !sum && !mention.Actors.Exists(a => a.IsArmed))
            {
                waiting.Add(mention);
                continue;
            }
            var created = new EventDraft(mention);
            drafts.Add(created);
            draftOf[mention] = created;
            sameType.Add(created);
        }
        foreach (var mention in waiting)
        {
            var later = byType[mention.Type].Find(d => d.Mentions[0].Sentence >= mention.Sentence && d.Mentions[0].Sentence <= mention.Sentence + 2 && Score(d, mention, reading) is not null);
            later?.Add(mention);
        }
        for (var i = 0; i < drafts.Count; i++)
        {
            drafts[i].Mentions.Sort((a, b) => a.Token.CompareTo(b.Token));
            foreach (var mention in drafts[i].Mentions)
                mention.Event = i;
        }
        return drafts;
    }

    private static EventDraft? Best(List<EventDraft> drafts, TriggerMention mention, ReportReading? reading)
    {
        EventDraft? best = null;
        var bestScore = 0;
        for (var i = drafts.Count - 1; i >= Math.Max(0, drafts.Count - Window); i--)
        {
            if (Score(drafts[i], mention, reading) is { } score && score > bestScore)
                (best, bestScore) = (drafts[i], score);
        }
        var threshold = mention.TellsToll || mention.IsDefinite ? ForSaidAgain : PlaceReader.IsVerbal(mention.Type) ? ForVerbal : ForMaterial;
        return bestScore >= threshold ? best : null;
    }

    /// <summary>How much speaks for a telling being of this event; null where something rules it out.</summary>
    private static int? Score(EventDraft draft, TriggerMention mention, ReportReading? reading)
    {
        // "announced that it would withdraw ... the withdrawal": the noun takes the mood of the deed told before.
        var takesMood = mention.Phrase is { } noun && (mention.IsDefinite || noun.Possessor >= 0 || noun.HasPronounPossessor) && mention.Factuality == Factuality.Asserted
            && draft.Factuality is Factuality.Future or Factuality.Hypothetical;
        if ((draft.Factuality != mention.Factuality && !takesMood) || !ModesAgree(draft, mention))
            return null;
        if (mention.Apart.Count > 0 && draft.Mentions.Exists(mention.Apart.Contains))
            return null;
        // What a sentence looks back to is not what it is about.
        if (mention.IsAside != draft.IsAside && draft.Mentions.Exists(m => m.Sentence == mention.Sentence && m.IsAside != mention.IsAside))
            return null;
        var score = mention.IsAside == draft.IsAside ? 0 : -ForAside;
        var verbal = PlaceReader.IsVerbal(mention.Type);

        if (mention.Time is { Basis: TimeBasis.Stated } own && draft.Time is { Basis: TimeBasis.Stated } theirs)
        {
            if (!Overlap(own.Interval, theirs.Interval) || IsLong(own.Interval) != IsLong(theirs.Interval))
                return null;
            score += own.Interval == theirs.Interval ? Shared : 1;
        }
        if (mention.Location?.Toponym.Place is { } here && draft.Location?.Toponym.Place is { } there)
        {
            var country = here.FeatureCode.StartsWith("PCL", StringComparison.Ordinal) || there.FeatureCode.StartsWith("PCL", StringComparison.Ordinal);
            if (!PlaceReader.Contains(here, there) && !PlaceReader.Contains(there, here))
                return null;
            score += country ? 1 : Shared;
        }
        var actors = Relation(draft.Actors, mention.Actors);
        // "A man stabbed two people before police shot him": who did the one deed has the other done to him.
        if (mention.Type == EventType.Assault && !mention.Entry.Recip && actors != Match.Shared && Turned(draft.Actors, mention))
            return null;
        if (actors == Match.Different)
        {
            var crossed = Relation(draft.Actors.Concat(draft.Others), mention.Actors.Concat(mention.Recipients));
            if (crossed != Match.Shared || !mention.Entry.Recip)
                return null;
        }
        else if (actors == Match.Shared)
        {
            score += Shared;
        }
        else if (NamedAgain(draft.Actors, mention.Actors, reading))
        {
            score += Shared;
        }
        // Who is hurt or killed was not kidnapped.
        if (mention.TellsToll && draft.ModeFamilies.Contains("abduct") && !draft.Sentences.Contains(mention.Sentence))
            return null;
        var others = Relation(draft.Others, mention.Recipients.Concat(mention.Victims));
        if (others == Match.Shared)
            score += Shared;
        else if (others == Match.Different && verbal)
            return null;
        if (mention.Targets.Exists(t => draft.TargetCategories.Contains(t.Category)))
            score += Shared;
        if (draft.Sentences.Contains(mention.Sentence) && (!verbal || actors == Match.Shared))
            score += SameSentence;
        else
            score -= (mention.Sentence - draft.LastSentence) / SentencesPerPoint;
        if (mention.TellsToll || mention.IsDefinite)
            score += SaidAgain;
        if (draft.Words.Contains(mention.Entry.Phrase))
            score += SameWord;
        // "the strikes" are those of the air strikes before they are a bombing.
        if (mention.Type == EventType.Assault && mention.Modes.Count > 0 && draft.Modes.Count > 0)
            score += draft.Modes.Overlaps(mention.Modes) ? SameWay : 0;
        return score;
    }

    private enum Match
    {
        Open, Shared, Different,
    }

    private static Match Relation(IEnumerable<Party> a, IEnumerable<Party> b)
    {
        var first = a.Where(IsSpecific).Take(PartiesCompared).Select(p => p.Key).ToList();
        var second = b.Where(IsSpecific).Take(PartiesCompared).Select(p => p.Key).ToList();
        if (first.Count == 0 || second.Count == 0)
            return OfState(a) is { } x1 && OfState(b) is { } y1 && x1 != y1 ? Match.Different : Match.Open;
        foreach (var x in first)
        {
            foreach (var y in second)
            {
                if (x == y || x.EndsWith(" " + y, StringComparison.Ordinal) || y.EndsWith(" " + x, StringComparison.Ordinal)
                    || x.StartsWith(y + " ", StringComparison.Ordinal) || y.StartsWith(x + " ", StringComparison.Ordinal))
                    return Match.Shared;
            }
        }
        // Two organs of one state are one side ("Turkey", "Turkish forces").
        var countries = a.Take(PartiesCompared).Where(p => IsSpecific(p) && p.IsArmed && p.Country.Length == 3 && p.ActorId.Length == 0).Select(p => p.Country).ToHashSet(StringComparer.Ordinal);
        return b.Any(p => IsSpecific(p) && p.IsArmed && p.ActorId.Length == 0 && countries.Contains(p.Country)) ? Match.Shared : Match.Different;
    }

    private static bool Turned(IReadOnlyCollection<Party> doers, TriggerMention mention) =>
        mention.Actors.Count > 0 && mention.Recipients.Concat(mention.Victims).Any(p => doers.Any(d => d.Key == p.Key)) && !mention.Actors.Exists(p => doers.Any(d => d.Key == p.Key));

    /// <summary>"The gunmen opened fire": people that tell no doer from another, but are named again with "the".</summary>
    private static bool NamedAgain(IEnumerable<Party> told, List<Party> again, ReportReading? reading) =>
        reading is not null && again.Exists(a => a.Phrase >= 0 && reading.Phrases[a.Phrase].IsDefinite && told.Any(t => t.Phrase != a.Phrase && t.Key == a.Key));

    /// <summary>Whether all of a side are of the state (police, soldiers), or none; null where it is mixed or nobody is known.</summary>
    private static bool? OfState(IEnumerable<Party> side)
    {
        bool? all = null;
        foreach (var party in side.Take(PartiesCompared))
        {
            if (party.Sectors.Count == 0)
                return null;
            var state = party.Sectors[0] is "COP" or "MIL" or "GOV";
            if (all is { } before && before != state)
                return null;
            all = state;
        }
        return all;
    }

    /// <summary>Whether a party tells one doer from another: "gunmen" and "people" do not.</summary>
    private static bool IsSpecific(Party party) =>
        party.ActorId.Length > 0 || party.IsNamedPerson || party.Country.Length > 0 || party.IsArmed && !party.Sectors.Contains("UAF");

    /// <summary>Whether a time spans many happenings rather than one ("since 1989", "last year").</summary>
    private static bool IsLong(DateInterval interval) => interval.End is not { } end || end.DayNumber - interval.Start.DayNumber > LongDays;

    private static bool Overlap(DateInterval a, DateInterval b) =>
        (b.End is null || a.Start < b.End) && (a.End is null || b.Start < a.End);

    private static bool ModesAgree(EventDraft draft, TriggerMention mention)
    {
        var own = Family(mention.Type, mention.Modes);
        return own.Length == 0 || draft.ModeFamilies.Count == 0 || (draft.ModeFamilies.Count == 1 && draft.ModeFamilies.Contains(own));
    }

    /// <summary>Modes that cannot be one deed with others of their type.</summary>
    public static string Family(EventType type, List<string> modes)
    {
        if (modes.Count == 0)
            return "";
        return type switch
        {
            EventType.Assault => modes[0] is "abduct" or "sexual" or "crowd-control" ? modes[0] : "fight",
            EventType.Protest => modes[0] is "boycott" or "strike" or "hunger" ? modes[0] : "demo",
            EventType.Accuse => "",
            _ => modes[0],
        };
    }
}
