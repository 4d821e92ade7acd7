using Sitrep.Coder.Events;
using Sitrep.Coder.Factualities;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Ontology;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Places;
using Sitrep.Coder.Times;
using Sitrep.Coder.Tolls;
using Sitrep.Coder.Triggers;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Attributions;
using Sitrep.Language.Numbers;
using Sitrep.Language.Time;

namespace Sitrep.Coder.Building;

/// <summary>Puts the events of a report together from triggers, times, places, tolls and attributions.</summary>
internal sealed class EventAssembler
{
    /// <summary>A report is held to be about one place where so many per cent of its place names are that place's.</summary>
    private const int OnePlacePercent = 60;

    private readonly ReportReading _r;
    private readonly PartyReader _parties;
    private readonly List<Attribution?> _attributions = [];
    private readonly HashSet<int> _judging = [];
    private readonly Lazy<EventLocation?> _mainPlace;

    public EventAssembler(ReportReading reading)
    {
        _r = reading;
        _parties = new PartyReader(reading);
        _mainPlace = new Lazy<EventLocation?>(FindMainPlace);
        foreach (var speech in reading.Attributions)
            _attributions.Add(ToAttribution(speech));
    }

    /// <summary>Trigger token to index of the event that it tells of; filled by <see cref="Assemble"/>.</summary>
    public Dictionary<int, int> EventOfToken { get; } = [];

    /// <summary>Every attribution of the text.</summary>
    public IReadOnlyList<Attribution> Attributions => [.. _attributions.OfType<Attribution>()];

    /// <summary>The events, and the numbers that are no tolls.</summary>
    public (IReadOnlyList<CodedEvent> Events, IReadOnlyList<Quantity> Quantities) Assemble()
    {
        var mentions = ReadMentions();
        FindJudgements(mentions);
        var drafts = EventMerger.Merge(mentions, _r);
        var casualties = new CasualtyReader(_r, _parties);
        var index = new MentionIndex(mentions.Where(m => m.Event >= 0), _r.Sentences.Count);
        foreach (var toll in casualties.Find())
        {
            if (OwnerOf(toll, index, drafts) is { } owner)
            {
                drafts[owner].Casualties.Add(toll);
                _r.Notes?.Decide(_r, drafts[owner].Mentions[0].Token, "casualties", _r.SpanOf(toll.First, toll.End).Of(_r.Text),
                    $"{toll.Harm.ToString().ToLowerInvariant()}, by \"{_r.Tokens[toll.Token].Text}\", of the nearest deed that can cost it");
            }
            else
            {
                _r.Notes?.Reject(toll.Token, "toll", "no deed is told that could have cost it");
            }
        }
        var quantities = new QuantityReader(_r, _parties, casualties, AttributionsAt).Find();
        foreach (var quantity in quantities)
        {
            if (index.Nearest(_r.Tokens[quantity.Token].Sentence, quantity.Token, _ => true) is { } nearest)
                drafts[nearest.Event].Quantities.Add(quantity);
        }
        Claim(drafts, index);
        Understand(drafts, index);
        var links = LinkReader.Find(_r, mentions);
        return (Build(drafts, links), [.. quantities.Select(q => q.Quantity)]);
    }

    private List<TriggerMention> ReadMentions()
    {
        var found = new TriggerFinder(_r, _parties).Find();
        var verbTriggers = new Dictionary<int, TriggerMention>();
        foreach (var mention in found)
        {
            if (mention.Phrase is null)
                verbTriggers[mention.Governor!.Index] = mention;
        }
        var factualities = new FactualityReader(_r);
        var kept = new List<TriggerMention>(found.Count);
        foreach (var mention in found)
        {
            if (factualities.Read(mention, verbTriggers) is not { } factuality)
            {
                _r.Notes?.Reject(mention.Token, mention.Entry.Phrase, "only wanted, feared or asked for: no event of its own");
                continue;
            }
            // "signed an agreement": the verb tells of the agreement already.
            if (mention.Phrase is { } told && mention.Governor is { } verb && verbTriggers.TryGetValue(verb.Index, out var over)
                && over.Entry.Parsed.Any(c => c.Name == "object" && c.Argument.Length > 0 && WordLexicons.Classes.MatchBackward(_r.Tokens, told.First, told.Head + 1, out _)?.Is(c.Argument) == true))
            {
                _r.Notes?.Reject(mention.Token, mention.Entry.Phrase, $"the object of \"{over.Entry.Phrase}\", which tells of it already");
                continue;
            }
            mention.Factuality = factuality;
            _r.Notes?.Decide(_r, mention.Token, "factuality", factuality.ToString().ToUpperInvariant(), "tense, mood and negation of the governing verb");
            kept.Add(mention);
        }
        AsideReader.Read(_r, kept);
        GiveWeapons(kept);
        GivePlacesAndTimes(kept);
        // Evidence of two events never begins at the same word.
        for (var i = 1; i < kept.Count; i++)
        {
            if (kept[i].First <= kept[i - 1].Token)
                kept[i].First = Math.Min(kept[i].Token, Math.Max(kept[i].First, kept[i - 1].Token + 1));
        }
        return kept;
    }

    /// <summary>Weapons named in a sentence tell how the nearest attack of it was done.</summary>
    private void GiveWeapons(List<TriggerMention> mentions)
    {
        var bySentence = new MentionIndex(mentions, _r.Sentences.Count);
        foreach (var phrase in _r.Phrases)
        {
            var weapon = WordLexicons.Weapons.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out var first);
            if (weapon is null || bySentence.Nearest(phrase.Sentence, phrase.Head, m => m.Type == EventType.Assault && m.Factuality != Factuality.Negated) is not { } mention)
                continue;
            if (Math.Abs(mention.Token - phrase.Head) > 14)
                continue;
            if (weapon.Mark.Length > 0 && !mention.Modes.Contains(weapon.Mark) && mention.Entry.Phrase is not ("kidnap" or "abduct"))
                mention.Modes.Add(weapon.Mark);
            if (mention.Phrase != phrase && !mention.Instruments.Exists(i => i.Category == weapon.Category))
            {
                var span = _r.SpanOf(first, phrase.Head + 1);
                mention.Instruments.Add(new Party { Mention = span, DisplayName = span.Of(_r.Text), Category = weapon.Category, IsWeapon = true });
            }
        }
    }

    private void GivePlacesAndTimes(List<TriggerMention> mentions)
    {
        var times = new TimeReader(_r);
        var places = new PlaceReader(_r);
        var bySentence = new MentionIndex(mentions, _r.Sentences.Count);
        TriggerMention? lastTimed = null;
        TriggerMention? lastPlaced = null;
        foreach (var mention in mentions)
            mention.Location = places.Read(mention);
        foreach (var mention in mentions)
        {
            mention.Time = times.Read(mention, bySentence.In(mention.Sentence));
            // Deeds told in one sentence, one with its place: they are told of that place.
            if (mention.Location is null && !PlaceReader.IsVerbal(mention.Type) && mention.Type is not EventType.Consult && mention.OwnPlaces.Count == 0
                && bySentence.Nearest(mention.Sentence, mention.Token, m => m != mention && m.IsAside == mention.IsAside && m.Location is not null && m.Type == mention.Type && Math.Abs(m.Token - mention.Token) < 30) is { } beside)
                mention.Location = beside.Location;
            if (mention.Factuality == Factuality.Asserted && (IsOld(mention.Time) || (mention.Time is null && ToldAsPast(mention))))
            {
                mention.Factuality = Factuality.Historical;
                _r.Notes?.Decide(_r, mention.Token, "factuality", "HISTORICAL", "its time is over for more than a month, or it is told as past");
            }
            var verbal = PlaceReader.IsVerbal(mention.Type);
            var paragraph = _r.Sentences[mention.Sentence].Paragraph;
            if (mention.IsAside)
                continue;
            if (mention.Time is null && lastTimed is not null && _r.Sentences[lastTimed.Sentence].Paragraph == paragraph && lastTimed.Factuality == mention.Factuality
                && mention.Sentence - lastTimed.Sentence <= (verbal ? 0 : 2) && !(mention.TellsToll && mention.Sentence != lastTimed.Sentence))
                mention.Time = TimeReader.Carry(lastTimed.Time!);
            var placeReach = lastPlaced is null ? 0 : _r.Sentences[lastPlaced.Sentence].Paragraph == paragraph ? 2 : lastPlaced.Type == mention.Type ? 1 : 0;
            if (mention.Location is null && !verbal && lastPlaced is not null && lastPlaced.Factuality == mention.Factuality
                && mention.Sentence - lastPlaced.Sentence <= placeReach && mention.Type is not EventType.Consult)
            {
                mention.Location = lastPlaced.Location;
                _r.Notes?.Decide(_r, mention.Token, "place", Name(mention.Location), "carried over from the telling before");
            }
            else
            {
                _r.Notes?.Decide(_r, mention.Token, "place", Name(mention.Location), mention.Location is null ? "its sentence names no place for it" : "the place that governs the trigger");
            }
            if (mention.Time is { Basis: TimeBasis.Stated or TimeBasis.Inferred })
                lastTimed = mention;
            if (mention.Location is not null && !verbal)
                lastPlaced = mention;
        }
    }

    private static string Name(EventLocation? location) => location?.Toponym.Place?.DisplayName ?? "";

    private bool IsOld(EventTime? time)
    {
        if (_r.PublishDate is not { } published || time?.Interval.End is not { } end)
            return false;
        if (time.Precision is TimePrecision.Year or TimePrecision.Longer)
            return end.Year < published.Year || (end.Year == published.Year && end.DayOfYear == 1);
        return end.DayNumber < published.DayNumber - TimeReader.NewsDays;
    }

    private bool ToldAsPast(TriggerMention mention)
    {
        var first = Math.Max(_r.SentenceFirst(mention.Sentence), mention.Token - 15);
        var end = Math.Min(_r.SentenceEnd(mention.Sentence), mention.Token + 15);
        for (var t = first; t < end; t++)
        {
            if (Words.Is("past-cue", _r.Lower(t)) || (_r.TimeAt[t] >= 0 && _r.Times[_r.TimeAt[t]].Value == "PAST_REF"))
                return true;
        }
        return false;
    }

    /// <summary>The event whose cost a toll is: that of the harm word itself, else the nearest attack of its sentence, else the last one told of before.</summary>
    private int? OwnerOf(CasualtyMention toll, MentionIndex index, List<EventDraft> drafts)
    {
        bool Fits(TriggerMention m) => toll.Harm switch
        {
            Harm.Captured => m.Type == EventType.Coerce && m.Modes.Contains("arrest") || m.Entry.Phrase is "capture",
            Harm.Abducted => m.Type == EventType.Assault && m.Modes.Contains("abduct"),
            Harm.Displaced => m.Type is EventType.Assault or EventType.Coerce,
            _ => m.Type is EventType.Assault or EventType.Protest,
        };
        if (toll.Whole is { } whole)
            return OwnerOf(whole, index, drafts);
        if (index.At(toll.Sentence, toll.Token) is { } self && Fits(self))
            return self.Event;
        if (index.Nearest(toll.Sentence, toll.Token, Fits) is { } near)
            return near.Event;
        if (toll.Harm is Harm.Captured or Harm.Abducted)
            return null;
        var paragraph = _r.Sentences[toll.Sentence].Paragraph;
        for (var s = toll.Sentence - 1; s >= Math.Max(0, toll.Sentence - 12); s--)
        {
            if (index.Nearest(s, int.MaxValue, m => Fits(m) && !m.IsAside && m.Factuality is Factuality.Asserted or Factuality.Historical && (_r.Sentences[s].Paragraph == paragraph || m.Factuality == Factuality.Asserted)) is { } before)
                return before.Event;
        }
        return null;
    }

    /// <summary>Claims and denials of responsibility, and blame, name doers of the attack told of last.</summary>
    private void Claim(List<EventDraft> drafts, MentionIndex index)
    {
        for (var a = 0; a < _r.Attributions.Count; a++)
        {
            var speech = _r.Attributions[a];
            if (_attributions[a] is not { } attribution)
                continue;
            if (attribution.Stance is not (SpeechStance.ClaimsResponsibility or SpeechStance.DeniesResponsibility or SpeechStance.GivesNoFigure or SpeechStance.Denies or SpeechStance.Confirms))
                continue;
            var cue = _r.TokenAt(speech.Cue.Start);
            TriggerMention? about = null;
            foreach (var content in speech.Contents)
                about ??= index.Within(_r, content, m => m.Type is EventType.Assault or EventType.Coerce);
            if (about is null && attribution.Stance is not (SpeechStance.Denies or SpeechStance.Confirms))
            {
                for (var s = speech.Sentence; s >= Math.Max(0, speech.Sentence - 10) && about is null; s--)
                    about = index.Nearest(s, cue, m => m.Type == EventType.Assault && m.Factuality == Factuality.Asserted);
            }
            if (about is null)
                continue;
            var draft = drafts[about.Event];
            if (!draft.Attributions.Contains(a))
                draft.Attributions.Add(a);
            if (attribution.Stance == SpeechStance.ClaimsResponsibility && speech.Source is { } source)
            {
                var claimant = _parties.ReadSource(source);
                if (claimant.IsActor && !claimant.IsNamedPerson && !draft.Actors.Any(p => p.Key == claimant.Key))
                    draft.AddActor(claimant);
            }
        }
        foreach (var accusation in drafts.Where(d => d.Type == EventType.Accuse && d.Mentions[0].Entry.Phrase is "blame" or "accuse"))
        {
            var mention = accusation.Mentions[0];
            if (index.Nearest(mention.Sentence, mention.Token, m => m.Type == EventType.Assault) is { } deed && drafts[deed.Event].Actors.Count == 0)
                mention.Recipients.ForEach(drafts[deed.Event].AddActor);
        }
    }

    /// <summary>Parties that every reader supplies: whose deed is condemned, and protesters for a protest.</summary>
    private void Understand(List<EventDraft> drafts, MentionIndex index)
    {
        var protesters = _r.Phrases.Find(p => !p.IsPronoun && WordLexicons.Classes.Find(_r.Tokens[p.Head].Lemma)?.Is("protesters") == true);
        foreach (var draft in drafts)
        {
            var mention = draft.Mentions[0];
            if (draft.Type == EventType.Accuse && draft.Others.Count == 0)
            {
                var deed = index.Nearest(mention.Sentence, mention.Token, m => m.Type is EventType.Assault or EventType.Coerce && m.Event != mention.Event);
                if (deed is not null)
                    drafts[deed.Event].Actors.Where(a => !draft.Actors.Any(own => own.Key == a.Key)).ToList().ForEach(draft.AddRecipient);
            }
            if (draft.Type == EventType.Protest && draft.Actors.Count == 0 && protesters is not null)
                draft.AddActor(_parties.Read(protesters) with { Count = null, Country = "" });
        }
    }

    private List<CodedEvent> Build(List<EventDraft> drafts, List<MentionLink> links)
    {
        var order = drafts.Select((d, i) => (Draft: d, Old: i, Triggers: Triggers(d))).OrderBy(x => x.Triggers[0].Start).ThenBy(x => x.Old).ToList();
        var position = new int[drafts.Count];
        for (var i = 0; i < order.Count; i++)
            position[order[i].Old] = i;
        var events = new List<CodedEvent>(order.Count);
        var linksFrom = links.Where(l => l.From.Event >= 0 && l.To.Event >= 0 && l.To.Event != l.From.Event).ToLookup(l => l.From.Event);
        foreach (var (draft, old, triggers) in order)
        {
            var eventLinks = linksFrom[old]
                .Select(l => new EventLink(l.Kind, position[l.To.Event], l.Cue)).Distinct().ToList();
            events.Add(BuildOne(draft, position[old], triggers, eventLinks));
            foreach (var mention in draft.Mentions)
                EventOfToken[mention.Token] = position[old];
        }
        return events;
    }

    private CodedEvent BuildOne(EventDraft draft, int index, List<TextSpan> triggers, List<EventLink> links)
    {
        var location = draft.Location ?? (draft.IsAside ? null : MainPlace(draft));
        var country = location?.Toponym.Place?.CountryCode3 is { Length: > 0 } at && !PlaceReader.IsVerbal(draft.Type) ? at : _parties.MainCountry;
        var participants = Participants(draft, country);
        var modes = draft.Mentions.SelectMany(m => m.Modes).Distinct(StringComparer.Ordinal).ToList();
        var time = draft.Time;
        if (time is null && draft.Factuality == Factuality.Asserted && !draft.IsAside)
            time = TimeReader.Published(_r);
        var casualties = Casualties(draft, country);
        var attributions = EventAttributions(draft);
        var signs = ConfidenceModel.Signs(_r, draft, participants, time, location, attributions.Count > 0);
        var confidence = ConfidenceModel.Of(signs);
        _r.Notes?.Decide(_r, draft.Mentions[0].Token, "confidence", (confidence / 1000.0).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture), string.Join(" + ", signs));
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
            Attributions = attributions,
            Links = links,
            Occurrences = Occurrences(draft),
            Confidence = confidence / 1000.0,
        };
    }

    /// <summary>For deeds on the ground that name no place in a report of one country: that country.</summary>
    private EventLocation? MainPlace(EventDraft draft)
    {
        if (_parties.MainCountry.Length == 0 || draft.Type is EventType.Consult || NamesUnknownPlace(draft))
            return null;
        if (PlaceReader.IsVerbal(draft.Type))
            return IsDomestic(draft) ? _mainPlace.Value : null;
        if (draft.Actors.Concat(draft.Others).Any(p => p.Country.Length == 3 && p.Country != _parties.MainCountry && !p.IsCountry && p.ActorId.Length == 0))
            return null;
        return _mainPlace.Value;
    }

    /// <summary>Words between parties that all belong to the report's own country are said in it.</summary>
    private bool IsDomestic(EventDraft draft)
    {
        var known = 0;
        foreach (var party in draft.Actors.Concat(draft.Others))
        {
            if (party.Country.Length == 0)
                continue;
            if (party.Country != _parties.MainCountry)
                return false;
            known++;
        }
        return known > 1 || (known > 0 && _r.Toponyms.Any(t => t.Place is { } place && place.CountryCode3 == _parties.MainCountry && place.FeatureCode is not "PCLI"));
    }

    /// <summary>Whether a telling names a place that the gazetteer does not have: no other is put in its stead.</summary>
    private bool NamesUnknownPlace(EventDraft draft)
    {
        foreach (var mention in draft.Mentions)
        {
            var end = Math.Min(_r.SentenceEnd(mention.Sentence), mention.Token + 8);
            for (var t = mention.Token; t < end; t++)
            {
                if (_r.ToponymAt[t] >= 0 && _r.Toponyms[_r.ToponymAt[t]] is { Place: null } && _r.PhraseOf(t) is { Preposition: >= 0 } phrase
                    && _r.Lower(phrase.Preposition) is "in" or "at" or "near" or "on" or "outside")
                    return true;
            }
        }
        return false;
    }

    /// <summary>The country that the report is about, where it names it; else the one place of it that the report keeps naming.</summary>
    private EventLocation? FindMainPlace()
    {
        var inside = _r.Toponyms.Where(t => t.Place is { } place && place.CountryCode3 == _parties.MainCountry).ToList();
        // Only demonyms: somebody of that country takes part, which does not say where.
        if (!inside.Exists(t => t.Usage == Language.Toponyms.ToponymUsage.Literal))
            return null;
        // "MAIDUGURI, Nigeria (AP) --": filed from a town that is no capital, the report is about what happened there.
        if (_r.Wire?.Dateline is { } dateline && inside.Find(t => dateline.Span.Contains(t.Span)) is { Place: { FeatureClass: "P", FeatureCode: not "PPLC" } } filed)
            return new EventLocation(filed, filed.Precision, null, [], []);
        if (inside.Find(t => t.Place!.FeatureCode.StartsWith("PCL", StringComparison.Ordinal)) is { } country)
            return new EventLocation(country, GeoPrecision.Country, null, [], []);
        var most = inside.GroupBy(t => t.Place!.Id, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.First().Span.Start).FirstOrDefault();
        return most is not null && most.Count() * 100 >= inside.Count * OnePlacePercent ? new EventLocation(most.First(), most.First().Precision, null, [], []) : null;
    }

    private List<TextSpan> Triggers(EventDraft draft) =>
        [.. draft.Mentions.OrderBy(m => m.TellsToll ? 2 : m.IsDefinite ? 1 : 0).ThenBy(m => m.Token).Select(m => _r.SpanOf(m.First, Math.Max(m.End, m.Token + 1))).Distinct()];

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
            var attributions = ClaimantsOf(toll);
            if (!byNumber.TryGetValue((toll.Harm, toll.Count.Stated, toll.Count.Low), out var alike))
                byNumber[(toll.Harm, toll.Count.Stated, toll.Count.Low)] = alike = [];
            if (alike.Find(k => IsSame(k, toll)) is { } same && Claimants(same).SetEquals(Claimants(toll)))
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
                Evidence = _r.SpanOf(toll.First, toll.End),
                Attributions = attributions,
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
        var end = Math.Min(_r.SentenceEnd(toll.Sentence), toll.End + 14);
        for (var t = Math.Max(_r.SentenceFirst(toll.Sentence), toll.First - 14); t < end; t++)
        {
            if (_r.TimeAt[t] < 0 || _r.Times[_r.TimeAt[t]] is not { Interval: { } interval, Precision: TimePrecision.Day or TimePrecision.PartOfDay })
                continue;
            if (_r.Lower(t - 1) is "by" || (_r.Lower(t - 1) is "of" && _r.Lower(t - 2) == "as") || (_r.Lower(t - 1) is "until" or "through"))
                return interval.Start;
        }
        return toll.Scope == CasualtyScope.Cumulative ? _r.PublishDate : null;
    }

    private static bool IsSame(CasualtyMention a, CasualtyMention b) =>
        (a.Group is null || b.Group is null || a.Group.Key == b.Group.Key
            || (a.Group.Sectors.Count > 0 && a.Group.Sectors.SequenceEqual(b.Group.Sectors)));

    private HashSet<string> Claimants(CasualtyMention toll) =>
        [.. ClaimantsOf(toll).Select(a => Keys.Of(a.Claimant.DisplayName))];

    /// <summary>Who says the words at a token.</summary>
    private List<Attribution> AttributionsAt(int token)
    {
        var result = new List<Attribution>();
        foreach (var a in _r.AttributionsAt(token))
        {
            if (_attributions[a] is { } attribution && !_judging.Contains(a) && !result.Contains(attribution))
                result.Add(attribution);
        }
        return result;
    }

    /// <summary>Who gives a number: claiming a deed or judging it gives none.</summary>
    private List<Attribution> ClaimantsOf(CasualtyMention toll) =>
        [.. AttributionsAt(toll.Token).Where(a => a.Stance is SpeechStance.Asserts or SpeechStance.Confirms or SpeechStance.Denies or SpeechStance.CannotVerify or SpeechStance.Retracts)];

    /// <summary>Cues that judge what is told anyway ("condemned the attack that killed 12"): the speaker is no claimant of it.</summary>
    private void FindJudgements(List<TriggerMention> mentions)
    {
        foreach (var mention in mentions)
        {
            if (mention.Phrase is null && mention.Type is EventType.Accuse or EventType.Support or EventType.Reject or EventType.Sanction && mention.Entry.Phrase is not ("accuse" or "blame" or "allege")
                && _r.CueAt[mention.Token] is >= 0 and var a)
                _judging.Add(a);
        }
    }

    /// <summary>"confirmed the attack without giving any figures", "but gave no figures".</summary>
    private bool GivesNoFigure(int cue)
    {
        var end = Math.Min(_r.SentenceEnd(_r.Tokens[cue].Sentence), cue + 25);
        for (var t = cue; t < end; t++)
        {
            if (_r.Tokens[t].Lemma is not ("give" or "provide" or "offer" or "mention" or "release" or "specify" or "cite"))
                continue;
            var denied = _r.Lower(t - 1) is "without" or "not" || _r.VerbOf(t) is { Negated: true };
            for (var n = t + 1; n < Math.Min(end, t + 5); n++)
            {
                denied |= _r.Lower(n) is "no" or "any" && (denied || _r.Lower(n) == "no");
                if (_r.Tokens[n].Lemma is "figure" or "number" or "toll" or "casualty")
                    return denied;
            }
        }
        return false;
    }

    /// <summary>"Da'esh claimed two attacks": a group that claims a deed claims responsibility for it.</summary>
    private SpeechStance StanceOf(SpeechAttribution speech, Party claimant)
    {
        var cue = _r.TokenAt(speech.Cue.Start);
        if (cue >= _r.Tokens.Count)
            return speech.Stance;
        if (speech.Stance is SpeechStance.Asserts or SpeechStance.Confirms && GivesNoFigure(cue)
            && !_r.Attributions.Any(a => a.Stance == SpeechStance.GivesNoFigure && a.Sentence == speech.Sentence))
            return SpeechStance.GivesNoFigure;
        if (speech.Stance != SpeechStance.Asserts || speech.Contents.Count == 0 || !claimant.IsArmed || _r.Tokens[cue].Lemma != "claim")
            return speech.Stance;
        var first = _r.TokenAt(speech.Contents[0].Start);
        return _r.PhraseOf(first) is { } phrase && (_r.Tokens[phrase.Head].Lemma == "responsibility" || TriggerLexicon.Nouns.Find(_r.Tokens[phrase.Head].Lemma) is { Type: EventType.Assault })
            ? SpeechStance.ClaimsResponsibility : speech.Stance;
    }

    /// <summary>Who the whole event rests on: those in whose words its strongest telling stands, where the text does not tell of it itself.</summary>
    private List<Attribution> EventAttributions(EventDraft draft)
    {
        var result = new List<Attribution>();
        var tellings = draft.Mentions.Where(m => !m.TellsToll).DefaultIfEmpty(draft.Mentions[0]).ToList();
        var vouched = tellings.Exists(m => AttributionsAt(m.Token).Count == 0 && !m.IsDefinite) || AttributionsAt(tellings[0].Token).Count == 0;
        foreach (var mention in tellings)
        {
            foreach (var attribution in AttributionsAt(mention.Token))
            {
                if (result.Contains(attribution))
                    continue;
                var taking = attribution.Stance is not (SpeechStance.Asserts or SpeechStance.Confirms);
                var speaksOfItself = PlaceReader.IsVerbal(draft.Type) && draft.Actors.Any(p => p.Key == Keys.Of(attribution.Claimant.DisplayName));
                if ((!vouched || taking) && !speaksOfItself)
                    result.Add(attribution);
            }
        }
        foreach (var a in draft.Attributions)
        {
            if (_attributions[a] is { } attribution && !result.Contains(attribution))
                result.Add(attribution);
        }
        return result;
    }

    private Attribution? ToAttribution(SpeechAttribution speech)
    {
        if (speech.Source is not { } source)
            return null;
        var party = _parties.ReadSource(source);
        party = PartyReader.WithCountry(party, _parties.MainCountry);
        return new Attribution(
            party.ToParticipant(ParticipantRole.None), speech.Cue, speech.Contents, StanceOf(speech, party), speech.Form,
            [.. speech.Relays.Select(relay => new Relay(relay.Of(_r.Text), relay))]);
    }

    private CountRange? Occurrences(EventDraft draft)
    {
        foreach (var mention in draft.Mentions)
        {
            if (mention.Phrase is { } phrase && !mention.TellsToll)
            {
                for (var t = phrase.First; t < phrase.Head; t++)
                {
                    if (_r.NumberAt[t] >= 0 && _r.Numbers[_r.NumberAt[t]] is { IsOrdinal: false, Unit: "" } number && number.Range is not { Stated: 1 })
                        return number.Range;
                    if (_r.Lower(t) is "twin" or "dual" or "double")
                        return CountRange.Exactly(2);
                }
            }
            var limit = Math.Min(_r.SentenceEnd(mention.Sentence), mention.End + 4);
            for (var t = mention.End; t < limit; t++)
            {
                if (_r.Lower(t) == "twice")
                    return CountRange.Exactly(2);
                if (_r.Lower(t) == "times" && t > 0 && _r.NumberAt[t - 1] >= 0)
                    return _r.Numbers[_r.NumberAt[t - 1]].Range;
            }
        }
        return null;
    }

    private List<string> Contexts(EventDraft draft)
    {
        var contexts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var mention in draft.Mentions)
        {
            var first = Math.Max(_r.SentenceFirst(mention.Sentence), mention.Token - 12);
            var end = Math.Min(_r.SentenceEnd(mention.Sentence), mention.Token + 12);
            for (var t = first; t < end; t++)
            {
                if (WordLexicons.Contexts.Find(_r.Tokens[t].Lemma) is { } context)
                    contexts.Add(context.Category);
            }
            if (mention.Type is EventType.Assault or EventType.Mobilize && (mention.Actors.Concat(mention.Recipients).Any(p => p.IsArmed)))
                contexts.Add("military");
        }
        return [.. contexts];
    }
}
