using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Ontology;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Places;
using Sitrep.Coder.Times;
using Sitrep.Coder.Tolls;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Numbers;
using Sitrep.Language.Time;

namespace Sitrep.Coder.Building;

/// <summary>Makes events of drafts: participants, tolls, main place, contexts, mappings, confidence.</summary>
internal sealed class EventBuilder(ReportReading r, PartyReader parties, AttributionReader attributions)
{
    /// <summary>A report is held to be about one place where so many per cent of its place names are that place's.</summary>
    private const int OnePlacePercent = 60;

    private EventLocation? _mainPlace;
    private bool _mainPlaceFound;

    private EventLocation? MainPlaceOfReport
    {
        get
        {
            if (!_mainPlaceFound)
                (_mainPlace, _mainPlaceFound) = (FindMainPlace(), true);
            return _mainPlace;
        }
    }

    /// <summary>The event that a draft becomes.</summary>
    public CodedEvent BuildOne(EventDraft draft, int index, List<TextSpan> triggers, List<EventLink> links)
    {
        var location = draft.Location ?? (draft.IsAside ? null : MainPlace(draft));
        var country = location?.Toponym.Place?.CountryCode3 is { Length: > 0 } at && !PlaceReader.IsVerbal(draft.Type) ? at : parties.MainCountry;
        var participants = Participants(draft, country);
        var modes = draft.Mentions.SelectMany(m => m.Modes).Distinct(StringComparer.Ordinal).ToList();
        var time = draft.Time;
        if (time is null && draft.Factuality == Factuality.Asserted && !draft.IsAside)
            time = TimeReader.Published(r);
        var casualties = Casualties(draft, country);
        var sources = attributions.EventAttributions(draft);
        var signs = ConfidenceModel.Signs(r, draft, participants, time, location, sources.Count > 0);
        var confidence = ConfidenceModel.Of(signs);
        r.Notes?.Decide(r, draft.Mentions[0].Token, "confidence", (confidence / 1000.0).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture), string.Join(" + ", signs));
        return new CodedEvent
        {
            Index = index,
            Type = draft.Type,
            Modes = modes,
            Contexts = Contexts(draft),
            Mappings = MappingBuilder.Build(draft.Type, modes, participants, casualties.Exists(c => c.Harm == Harm.Killed && c.Count is not { Stated: 0 }), draft.Factuality, draft.Mentions[0].Entry is { HasContent: true, Recip: false }),
            Factuality = draft.Factuality,
            Triggers = triggers,
            Participants = participants,
            Time = time,
            Location = location,
            Casualties = casualties,
            Quantities = [.. draft.Quantities.Select(q => q.Quantity)],
            Attributions = sources,
            Links = links,
            Occurrences = Occurrences(draft),
            Confidence = confidence / 1000.0,
        };
    }

    /// <summary>For deeds on the ground that name no place in a report of one country: that country.</summary>
    private EventLocation? MainPlace(EventDraft draft)
    {
        if (parties.MainCountry.Length == 0 || draft.Type is EventType.Consult || NamesUnknownPlace(draft))
            return null;
        if (PlaceReader.IsVerbal(draft.Type))
            return IsDomestic(draft) ? MainPlaceOfReport : null;
        if (draft.Actors.Concat(draft.Others).Any(p => p.Country.Length == 3 && p.Country != parties.MainCountry && !p.IsCountry && p.ActorId.Length == 0))
            return null;
        return MainPlaceOfReport;
    }

    /// <summary>Words between parties that all belong to the report's own country are said in it.</summary>
    private bool IsDomestic(EventDraft draft)
    {
        var known = 0;
        foreach (var party in draft.Actors.Concat(draft.Others))
        {
            if (party.Country.Length == 0)
                continue;
            if (party.Country != parties.MainCountry)
                return false;
            known++;
        }
        return known > 1 || (known > 0 && r.Toponyms.Any(t => t.Place is { } place && place.CountryCode3 == parties.MainCountry && place.FeatureCode is not "PCLI"));
    }

    /// <summary>Whether a telling names a place that the gazetteer does not have: no other is put in its stead.</summary>
    private bool NamesUnknownPlace(EventDraft draft)
    {
        foreach (var mention in draft.Mentions)
        {
            var end = Math.Min(r.SentenceEnd(mention.Sentence), mention.Token + 8);
            for (var t = mention.Token; t < end; t++)
            {
                if (r.ToponymAt[t] >= 0 && r.Toponyms[r.ToponymAt[t]] is { Place: null } && r.PhraseOf(t) is { Preposition: >= 0 } phrase
                    && r.Lower(phrase.Preposition) is "in" or "at" or "near" or "on" or "outside")
                    return true;
            }
        }
        return false;
    }

    /// <summary>The country that the report is about, where it names it; else the one place of it that the report keeps naming.</summary>
    private EventLocation? FindMainPlace()
    {
        var inside = r.Toponyms.Where(t => t.Place is { } place && place.CountryCode3 == parties.MainCountry).ToList();
        // Only demonyms: somebody of that country takes part, which does not say where.
        if (!inside.Exists(t => t.Usage == Language.Toponyms.ToponymUsage.Literal))
            return null;
        // "MAIDUGURI, Nigeria (AP) --": filed from a town that is no capital, the report is about what happened there.
        if (r.Wire?.Dateline is { } dateline && inside.Find(t => dateline.Span.Contains(t.Span)) is { Place: { FeatureClass: "P", FeatureCode: not "PPLC" } } filed)
            return new EventLocation(filed, filed.Precision, null, [], []);
        if (inside.Find(t => t.Place!.FeatureCode.StartsWith("PCL", StringComparison.Ordinal)) is { } country)
            return new EventLocation(country, GeoPrecision.Country, null, [], []);
        var most = inside.GroupBy(t => t.Place!.Id, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.First().Span.Start).FirstOrDefault();
        return most is not null && most.Count() * 100 >= inside.Count * OnePlacePercent ? new EventLocation(most.First(), most.First().Precision, null, [], []) : null;
    }

    /// <summary>The words that tell of a draft, the strongest first.</summary>
    public List<TextSpan> Triggers(EventDraft draft) =>
        [.. draft.Mentions.OrderBy(m => m.TellsToll ? 2 : m.IsDefinite ? 1 : 0).ThenBy(m => m.Token).Select(m => r.SpanOf(m.First, Math.Max(m.End, m.Token + 1))).Distinct()];

    private static List<Participant> Participants(EventDraft draft, string country)
    {
        var result = new List<Participant>();
        var actors = Distinct(draft.Actors, country, draft.Type);
        // Who is named makes those who are only described as gunmen or unknown superfluous where both are one.
        var recip = draft.Mentions.Exists(m => m.Entry.Recip);
        foreach (var actor in actors)
            result.Add(actor.ToParticipant(ParticipantRole.Actor, draft.Type == EventType.Assault ? Side.A : Side.None));
        var taken = actors.Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var recipient in Distinct(draft.Mentions.SelectMany(m => m.Recipients).Concat(draft.ClaimedRecipients), country, draft.Type))
        {
            if (recip && taken.Contains(recipient.Key) || (draft.Type != EventType.Assault && taken.Contains(recipient.Key)))
                continue;
            if (taken.Contains(recipient.Key))
                continue;
            result.Add(recipient.ToParticipant(ParticipantRole.Recipient, SideOf(draft.Type, recipient)));
        }
        // "targets" and "equipment" say nothing where the text says what was hit or whose it was.
        var targets = Distinct(draft.Mentions.SelectMany(m => m.Targets), "", draft.Type);
        var told = result.Count > actors.Count || targets.Exists(t => !t.IsVague);
        foreach (var target in targets.Where(t => !told || !t.IsVague))
            result.Add(target.ToParticipant(ParticipantRole.PhysicalTarget));
        var victims = draft.Mentions.SelectMany(m => m.Victims).Concat(draft.Casualties.Where(c => c.Group is not null && c.Harm is not Harm.Captured).Select(c => c.Group!));
        foreach (var victim in Distinct(victims, country, draft.Type))
            result.Add(victim.ToParticipant(ParticipantRole.Victim, taken.Contains(victim.Key) ? Side.A : SideOf(draft.Type, victim)));
        foreach (var instrument in draft.Mentions.SelectMany(m => m.Instruments).DistinctBy(i => i.Key))
            result.Add(instrument.ToParticipant(ParticipantRole.Instrument));
        return result;
    }

    private static Side SideOf(EventType type, Party party) =>
        type != EventType.Assault ? Side.None : party.IsArmed ? Side.B : party.Sectors.Contains("CVL") || party.IsPeople ? Side.Civilian : Side.Other;

    private static List<Party> Distinct(IEnumerable<Party> parties, string country, EventType type)
    {
        var list = new List<Party>();
        foreach (var raw in parties)
        {
            var party = PartyReader.WithCountry(raw, country);
            if (party.IsCountry && type is EventType.Assault or EventType.Mobilize)
                party = party with { Sectors = ["MIL", "GOV"] };
            if (!list.Exists(p => p.Key == party.Key || (party.ActorId.Length > 0 && p.ActorId == party.ActorId)))
                list.Add(party);
        }
        return list;
    }

    private List<Casualties> Casualties(EventDraft draft, string country)
    {
        var result = new List<Casualties>();
        var ids = new Dictionary<CasualtyMention, string>();
        var kept = 0;
        var byNumber = new Dictionary<(Harm, long?, long?), List<CasualtyMention>>();
        foreach (var toll in draft.Casualties)
        {
            var claimants = attributions.ClaimantsOf(toll);
            if (!byNumber.TryGetValue((toll.Harm, toll.Count.Stated, toll.Count.Low), out var alike))
                byNumber[(toll.Harm, toll.Count.Stated, toll.Count.Low)] = alike = [];
            if (alike.Find(k => IsSame(k, toll)) is { } same && attributions.Claimants(same).SetEquals(attributions.Claimants(toll)))
            {
                ids[toll] = ids[same];
                continue;
            }
            var id = "c" + kept.ToString(System.Globalization.CultureInfo.InvariantCulture);
            kept++;
            if (alike.Count < 20)
                alike.Add(toll);
            ids[toll] = id;
            var group = toll.Group is null ? null : PartyReader.WithCountry(toll.Group, country);
            result.Add(new Casualties
            {
                Id = id,
                Harm = toll.Harm,
                Count = toll.Count,
                Group = group?.ToParticipant(ParticipantRole.Victim, SideOf(draft.Type, group)),
                Evidence = r.SpanOf(toll.First, toll.End),
                Attributions = claimants,
                Scope = toll.Scope,
                AsOfDate = AsOf(toll),
                PartOf = toll.Whole is { } whole && ids.TryGetValue(whole, out var wholeId) ? wholeId : "",
            });
        }
        return result;
    }

    /// <summary>The day that "as of Friday" or "by Tuesday evening" gives; for a running toll that names none, the day of the report.</summary>
    private DateOnly? AsOf(CasualtyMention toll)
    {
        var end = Math.Min(r.SentenceEnd(toll.Sentence), toll.End + 14);
        for (var t = Math.Max(r.SentenceFirst(toll.Sentence), toll.First - 14); t < end; t++)
        {
            if (r.TimeAt[t] < 0 || r.Times[r.TimeAt[t]] is not { Interval: { } interval, Precision: TimePrecision.Day or TimePrecision.PartOfDay })
                continue;
            if (r.Lower(t - 1) is "by" || (r.Lower(t - 1) is "of" && r.Lower(t - 2) == "as") || (r.Lower(t - 1) is "until" or "through"))
                return interval.Start;
        }
        return toll.Scope == CasualtyScope.Cumulative ? r.PublishDate : null;
    }

    private static bool IsSame(CasualtyMention a, CasualtyMention b) =>
        (a.Group is null || b.Group is null || a.Group.Key == b.Group.Key
            || (a.Group.Sectors.Count > 0 && a.Group.Sectors.SequenceEqual(b.Group.Sectors)));

    private CountRange? Occurrences(EventDraft draft)
    {
        foreach (var mention in draft.Mentions)
        {
            if (mention.Phrase is { } phrase && !mention.TellsToll)
            {
                for (var t = phrase.First; t < phrase.Head; t++)
                {
                    if (r.NumberAt[t] >= 0 && r.Numbers[r.NumberAt[t]] is { IsOrdinal: false, Unit: "" } number && number.Range is not { Stated: 1 })
                        return number.Range;
                    if (r.Lower(t) is "twin" or "dual" or "double")
                        return CountRange.Exactly(2);
                }
            }
            var limit = Math.Min(r.SentenceEnd(mention.Sentence), mention.End + 4);
            for (var t = mention.End; t < limit; t++)
            {
                if (r.Lower(t) == "twice")
                    return CountRange.Exactly(2);
                if (r.Lower(t) == "times" && t > 0 && r.NumberAt[t - 1] >= 0)
                    return r.Numbers[r.NumberAt[t - 1]].Range;
            }
        }
        return null;
    }

    private List<string> Contexts(EventDraft draft)
    {
        var contexts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var mention in draft.Mentions)
        {
            var first = Math.Max(r.SentenceFirst(mention.Sentence), mention.Token - 12);
            var end = Math.Min(r.SentenceEnd(mention.Sentence), mention.Token + 12);
            for (var t = first; t < end; t++)
            {
                if (WordLexicons.Contexts.Find(r.Tokens[t].Lemma) is { } context)
                    contexts.Add(context.Category);
            }
            if (mention.Type is EventType.Assault or EventType.Mobilize && (mention.Actors.Concat(mention.Recipients).Any(p => p.IsArmed)))
                contexts.Add("military");
        }
        return [.. contexts];
    }
}
