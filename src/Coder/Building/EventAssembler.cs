using Sitrep.Coder.Events;
using Sitrep.Coder.Factualities;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Tolls;
using Sitrep.Coder.Triggers;
using Sitrep.Language.Attributions;

namespace Sitrep.Coder.Building;

/// <summary>Puts the events of a report together from triggers, times, places, tolls and attributions.</summary>
internal sealed class EventAssembler
{
    private readonly ReportReading _r;
    private readonly PartyReader _parties;
    private readonly AttributionReader _attributions;
    private readonly EventBuilder _builder;

    public EventAssembler(ReportReading reading)
    {
        _r = reading;
        _parties = new PartyReader(reading);
        _attributions = new AttributionReader(reading, _parties);
        _builder = new EventBuilder(reading, _parties, _attributions);
    }

    /// <summary>Trigger token to index of the event that it tells of; filled by <see cref="Assemble"/>.</summary>
    public Dictionary<int, int> EventOfToken { get; } = [];

    /// <summary>Every attribution of the text.</summary>
    public IReadOnlyList<Attribution> Attributions => _attributions.All;

    /// <summary>The events, and the numbers that are no tolls.</summary>
    public (IReadOnlyList<CodedEvent> Events, IReadOnlyList<Quantity> Quantities) Assemble()
    {
        var mentions = ReadMentions();
        _attributions.FindJudgements(mentions);
        var links = LinkReader.Find(_r, mentions);
        foreach (var link in links)
        {
            link.From.Apart.Add(link.To);
            link.To.Apart.Add(link.From);
        }
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
        var quantities = new QuantityReader(_r, _parties, casualties, _attributions.AttributionsAt).Find();
        foreach (var quantity in quantities)
        {
            if (index.Nearest(_r.Tokens[quantity.Token].Sentence, quantity.Token, _ => true) is { } nearest)
                drafts[nearest.Event].Quantities.Add(quantity);
        }
        Claim(drafts, index);
        Understand(drafts, index);
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
            // "would suspend military cooperation": the noun is what ends.
            if (mention is { Phrase: { } ended, Governor: { } ending } && mention.Type is EventType.Cooperate or EventType.Aid or EventType.Consult or EventType.Support or EventType.Agree
                && ending.End <= ended.First && verbTriggers.TryGetValue(ending.Index, out var end) && end.Type is EventType.Sanction or EventType.Reject or EventType.Threaten)
            {
                _r.Notes?.Reject(mention.Token, mention.Entry.Phrase, $"what \"{end.Entry.Phrase}\" ends or refuses");
                continue;
            }
            mention.Factuality = factuality;
            _r.Notes?.Decide(_r, mention.Token, "factuality", factuality.ToString().ToUpperInvariant(), "tense, mood and negation of the governing verb");
            kept.Add(mention);
        }
        AsideReader.Read(_r, kept);
        var settings = new SettingReader(_r);
        settings.GiveWeapons(kept);
        settings.GivePlacesAndTimes(kept);
        // Evidence of two events never begins at the same word.
        for (var i = 1; i < kept.Count; i++)
        {
            if (kept[i].First <= kept[i - 1].Token)
                kept[i].First = Math.Min(kept[i].Token, Math.Max(kept[i].First, kept[i - 1].Token + 1));
        }
        return kept;
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
        var order = drafts.Select((d, i) => (Draft: d, Old: i, Triggers: _builder.Triggers(d))).OrderBy(x => x.Triggers[0].Start).ThenBy(x => x.Old).ToList();
        var position = new int[drafts.Count];
        for (var i = 0; i < order.Count; i++)
            position[order[i].Old] = i;
        var events = new List<CodedEvent>(order.Count);
        var linksFrom = links.Where(l => l.From.Event >= 0 && l.To.Event >= 0 && l.To.Event != l.From.Event).ToLookup(l => l.From.Event);
        foreach (var (draft, old, triggers) in order)
        {
            var eventLinks = linksFrom[old]
                .Select(l => new EventLink(l.Kind, position[l.To.Event], l.Cue)).Distinct().ToList();
            events.Add(_builder.BuildOne(draft, position[old], triggers, eventLinks));
            foreach (var mention in draft.Mentions)
                EventOfToken[mention.Token] = position[old];
        }
        return events;
    }

}
