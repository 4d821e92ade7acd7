using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Places;

namespace Sitrep.Coder.Triggers;

/// <summary>Finds the words that tell of events and fills their frames from the clause.</summary>
internal sealed class TriggerFinder(ReportReading r, PartyReader parties)
{
    /// <summary>Words that make an event of their kind impossible beside them.</summary>
    private static readonly HashSet<string> NotViolent = new(StringComparer.Ordinal)
    {
        "heart", "panic", "asthma", "cancer", "covid-19", "coronavirus", "virus", "earthquake", "flood", "storm", "hurricane", "crash", "accident", "fire",
        "disease", "epidemic", "pandemic", "avalanche", "landslide", "tornado", "cyclone", "typhoon", "tsunami", "wildfire", "derailment", "stroke", "overdose",
    };

    /// <summary>Verbs of giving way: not doing so is a refusal, whatever the tense.</summary>
    private static readonly HashSet<string> Yielding = new(StringComparer.Ordinal)
    {
        "accept", "accede", "agree", "allow", "permit", "grant", "comply", "concede", "approve", "endorse", "recognize", "recognise", "ratify", "yield", "cooperate",
    };

    /// <summary>"should", "must" in somebody's mouth: a demand without a verb of its own.</summary>
    private static readonly TriggerEntry Ought = new("must", true, EventType.Request, ["change"], "", ["content"]);

    private static readonly TriggerEntry Judging = new("be wrong", true, EventType.Accuse, ["disapprove"], "", ["content"]);

    private static readonly HashSet<string> Feelings = new(StringComparer.Ordinal)
    {
        "concerned", "appalled", "outraged", "shocked", "horrified", "dismayed", "alarmed", "disgusted", "disappointed", "angered", "saddened", "disturbed", "troubled", "indignant", "furious",
    };

    private readonly TriggerConditions _conditions = new(r, parties);
    private readonly TriggerFrames _frames = new(r, parties);

    public List<TriggerMention> Find()
    {
        var found = new List<TriggerMention>();
        for (var t = 0; t < r.Tokens.Count; t++)
        {
            // Datelines, credit lines and invitations to subscribe tell of nothing.
            if (r.IsBoilerplate(t))
                continue;
            if (r.VerbAt[t] >= 0 && r.Verbs[r.VerbAt[t]] is { } verb && verb.Head == t)
            {
                if ((FromDemand(verb) ?? FromVerb(verb) ?? FromJudgement(verb)) is { } mention)
                    found.Add(mention);
            }
            else if (r.PhraseAt[t] >= 0 && r.Phrases[r.PhraseAt[t]] is { } phrase && phrase.Head == t)
            {
                if (FromNoun(phrase) is { } mention)
                    found.Add(mention);
            }
        }
        return found;
    }

    /// <summary>"foreign powers should leave the region", he said: the speaker wants it of the subject.</summary>
    private TriggerMention? FromDemand(VerbGroup verb)
    {
        var needs = r.Tokens[verb.Head].Lemma is "need" or "have" && verb is { Passive: false, Negated: false, HasHave: false } && r.VerbOf(verb.End) is { Infinitive: true };
        if ((!needs && verb.Modal is not ("should" or "must" or "ought")) || verb.HasHave || verb.Passive || Clauses.Subject(r, verb) is not { } subject
            || (subject.IsPronoun && r.Lower(subject.First) is not "they"))
            return null;
        var said = r.AttributionsAt(verb.Head);
        if (said.Count == 0 || r.Attributions[said[^1]].Source is not { } source || source.Overlaps(subject.Span))
            return null;
        var addressed = parties.Read(subject);
        var speaker = parties.ReadSource(source);
        if (addressed is not { IsActor: true } || !speaker.IsActor || addressed.Key == speaker.Key)
            return null;
        var mention = new TriggerMention
        {
            Entry = Ought,
            Token = verb.Head,
            First = verb.First,
            End = verb.End,
            Sentence = verb.Sentence,
            Type = EventType.Request,
            Governor = verb,
            IsDemand = true,
        };
        mention.Modes.AddRange(Ought.Modes);
        TriggerFrames.AddParty(mention, FrameRole.Actor, speaker);
        TriggerFrames.AddParty(mention, FrameRole.Recipient, addressed);
        r.Notes?.Decide(r, verb.Head, "type", "REQUEST", $"\"{verb.Modal}\" said of somebody else by a source is what the source asks for");
        return mention;
    }

    /// <summary>"The war is a sham", "we are appalled by the killing", said by somebody: disapproval without a verb for it.</summary>
    private TriggerMention? FromJudgement(VerbGroup verb)
    {
        if (r.Tokens[verb.Head].Lemma is not ("be" or "constitute" or "represent") || verb.Passive || verb.Negated || verb.Infinitive || Clauses.Subject(r, verb) is not { } subject)
            return null;
        var said = r.AttributionsAt(verb.Head);
        var speaker = said.Count > 0 && r.Attributions[said[^1]].Source is { } source && !source.Overlaps(subject.Span) ? parties.ReadSource(source) : null;
        for (var t = verb.End; t < Math.Min(r.SentenceEnd(verb.Sentence), verb.End + 6); t++)
        {
            if (r.VerbAt[t] >= 0 && !Feelings.Contains(r.Lower(t)) || r.Tokens[t].Text is "," or ";" or "." || r.Lower(t) is "not" or "no")
                return null;
            var feels = Feelings.Contains(r.Lower(t));
            var judged = speaker is { IsActor: true } && WordLexicons.Classes.Match(r.Tokens, t, t + 1, out _)?.Is("villain") == true;
            if (!feels && !judged)
                continue;
            var doer = feels ? parties.Read(subject) : speaker!;
            if (!doer.IsActor)
                return null;
            var mention = new TriggerMention
            {
                Entry = Judging,
                Token = verb.Head,
                First = verb.First,
                End = t + 1,
                Sentence = verb.Sentence,
                Type = EventType.Accuse,
                Governor = verb,
                IsDemand = true,
            };
            mention.Modes.AddRange(Judging.Modes);
            TriggerFrames.AddParty(mention, FrameRole.Actor, doer);
            if (feels)
            {
                foreach (var complement in Clauses.Complements(r, t + 1, verb.Sentence))
                    _frames.AddOwnerOf(mention, complement.Phrase);
            }
            else if (parties.Read(subject) is { IsActor: true } target)
                TriggerFrames.AddParty(mention, FrameRole.Recipient, target);
            else
                _frames.AddOwnerOf(mention, subject);
            r.Notes?.Decide(r, verb.Head, "type", "ACCUSE disapprove", feels ? "a word for indignation after \"be\"" : "a word for wrong after \"be\", said by a source");
            return mention;
        }
        return null;
    }

    private TriggerMention? FromVerb(VerbGroup verb)
    {
        var limit = r.SentenceEnd(verb.Sentence);
        var entry = TriggerLexicon.Verbs.Match(r.Tokens, verb.Head, limit, out var end);
        if (entry is null || (entry.Phrase.Contains(' ', StringComparison.Ordinal) && end == verb.Head + 1))
        {
            entry = Discontinuous(verb, limit, out end);
            if (entry is null)
                return null;
        }
        var subject = ClauseRoles.Subject(r, verb, Clauses.Subject(r, verb));
        var obj = Clauses.Object(r, verb, end > verb.End ? end : -1);
        var complements = Clauses.Complements(r, end, verb.Sentence);
        if (verb.Gerund && (subject is null || !parties.Read(subject).IsActor) && Clauses.PreviousVerb(r, verb, verb.First) is { } main
            && Clauses.Subject(r, main) is { } outer && outer.Index != subject?.Index && parties.Read(outer).IsActor)
            subject = outer;
        // "captured militants", "accused criminals": a participle before its noun tells of no event.
        if (verb.BarePast && subject is null && obj is not null && obj.First == verb.End && verb.First > r.SentenceFirst(verb.Sentence)
            && r.Lower(verb.First - 1) is not ("," or "and" or "or"))
        {
            r.Notes?.Reject(verb.Head, Name(entry), "a participle before its noun");
            return null;
        }
        // "40 rescued migrants".
        if (verb.BarePast && obj is not null && obj.First == verb.End && verb.First > r.SentenceFirst(verb.Sentence) && r.NumberAt[verb.First - 1] >= 0 && r.PhraseOf(verb.First - 1) is null or { Preposition: >= 0 })
        {
            r.Notes?.Reject(verb.Head, Name(entry), "a participle between number and noun");
            return null;
        }
        obj = ClauseRoles.Object(r, verb, obj);
        NounPhrase? doer, undergoer;
        bool passive;
        while (true)
        {
            passive = IsPassive(verb, entry, subject, obj, end);
            if (passive && verb.BarePast && obj is not null && r.Lower(verb.End) is not "by")
                passive = false;
            doer = passive ? complements.Find(c => c.Preposition == "by").Phrase ?? ClauseRoles.Agent(r, verb) : subject;
            undergoer = passive ? subject : obj;
            if (_conditions.Broken(entry, doer, undergoer, verb, complements, passive) is not { } broken)
                break;
            r.Notes?.Reject(verb.Head, Name(entry), $"condition {broken} does not hold");
            // "withdrew from the valley" is no "withdraw from" (a treaty), but a "withdraw" still.
            var shorter = entry.Alternative is null && end > verb.Head + 1 ? TriggerLexicon.Verbs.Find(r.Tokens[verb.Head].Lower) ?? TriggerLexicon.Verbs.Find(r.Tokens[verb.Head].Lemma) : null;
            if (shorter is not null)
            {
                end = verb.Head + 1;
                obj = Clauses.Object(r, verb);
                complements = Clauses.Complements(r, end, verb.Sentence);
            }
            if ((entry.Alternative ?? shorter) is not { } next)
                return null;
            entry = next;
        }
        var mention = new TriggerMention
        {
            Entry = entry,
            Token = verb.Head,
            First = verb.Head,
            End = end,
            Sentence = verb.Sentence,
            Type = entry.Type,
            Governor = verb,
        };
        mention.Modes.AddRange(entry.Modes);
        if (doer is not null)
            mention.Deeds.Add(doer.Head);
        foreach (var complement in complements)
        {
            if (complement.Preposition is "in" or "by" or "during")
                mention.Deeds.Add(complement.Phrase.Head);
        }
        r.Notes?.Decide(r, verb.Head, "type", Name(entry), passive ? "verb of the lexicon, passive" : "verb of the lexicon, active");
        if (doer is not null)
            _frames.Fill(mention, passive ? "by" : "subj", passive && entry.Role("subj") != FrameRole.Actor ? entry.Role("subj") : entry.Role(passive ? "by" : "subj"), doer);
        if (undergoer is not null && !(entry.Role("obj") == FrameRole.Actor && mention.Actors.Count > 0))
            _frames.Fill(mention, "obj", entry.Role("obj"), undergoer);
        foreach (var complement in complements)
        {
            if (complement.Preposition != "by" && entry.Role(complement.Preposition) is not FrameRole.None and var role)
                _frames.Fill(mention, complement.Preposition, role, complement.Phrase);
        }
        if (PlaceReader.IsVerbal(entry.Type) && mention.Recipients.Count == 0 && undergoer is not null && entry.Role("obj") == FrameRole.Recipient)
            _frames.AddOwnerOf(mention, undergoer);
        // "said that the army was behind it": whoever says so accuses.
        if (mention.Actors.Count == 0 && entry.Conditions.Contains("said") && r.AttributionsAt(verb.Head) is { Count: > 0 } said && r.Attributions[said[^1]].Source is { } speaker)
            TriggerFrames.AddParty(mention, FrameRole.Actor, parties.ReadSource(speaker));
        if (entry.Conditions.Contains("clause-actor") && _conditions.ClauseSubject(verb, mention.Actors.Count > 0 ? mention.Actors[0] : null) is { } spokenOf)
            TriggerFrames.AddParty(mention, FrameRole.Recipient, spokenOf);
        Turn(mention, entry, verb);
        if (mention.Type == EventType.Assault && IsAccident(verb.Sentence, mention))
        {
            r.Notes?.Reject(verb.Head, Name(entry), "an accident, illness or disaster beside it");
            return null;
        }
        if (obj is not null && !passive && entry.IsVerb && obj.First == end && end - verb.Head <= 3)
            mention.End = Math.Max(end, Math.Min(obj.End, end + 6));
        mention.First = verb.First;
        return mention;
    }

    /// <summary>A hostile promise is a threat; not giving way is a rejection.</summary>
    private void Turn(TriggerMention mention, TriggerEntry entry, VerbGroup verb)
    {
        if (entry.Promise && _conditions.PromisesHarm(verb))
        {
            mention.Type = EventType.Threaten;
            r.Notes?.Decide(r, verb.Head, "type", "THREATEN", "what is promised is hostile");
        }
        if (mention.Type == EventType.Threaten)
        {
            mention.Modes.Clear();
            if (_conditions.ThreatMode(verb) is { Length: > 0 } mode)
                mention.Modes.Add(mode);
        }
        var lemma = r.Tokens[verb.Head].Lemma;
        var wont = verb.Modal is "will" or "would" or "wo" && mention.Actors.Count > 0 && !TriggerConditions.IsConflict(mention.Type) && mention.Type is not (EventType.Accuse or EventType.Request);
        if (!verb.Negated || !(wont || (Yielding.Contains(lemma) && mention.Actors.Count > 0)))
            return;
        // "will not allow the group to return" is said against the group.
        mention.Type = lemma is "allow" or "permit" or "let" or "tolerate" && mention.Recipients.Exists(p => p is { IsArmed: true, IsCountry: false }) ? EventType.Threaten : EventType.Reject;
        mention.Modes.Clear();
        mention.IsRefusal = true;
        r.Notes?.Decide(r, verb.Head, "type", "REJECT", "cooperation that is refused");
    }

    private static string Name(TriggerEntry entry) =>
        $"{entry.Phrase} ({(entry.IsVerb ? "verb" : "noun")}) {entry.Type.ToString().ToUpperInvariant()}{(entry.Modes.Length > 0 ? " " + string.Join(',', entry.Modes) : "")}";

    /// <summary>"took three people hostage", "shot two men dead": a phrase with its object inside.</summary>
    private TriggerEntry? Discontinuous(VerbGroup verb, int limit, out int end)
    {
        end = verb.End;
        var lemma = r.Tokens[verb.Head].Lemma;
        if (lemma is not ("take" or "shoot" or "hold" or "lay" or "set" or "bring" or "hand" or "pull" or "find" or "force" or "put" or "place" or "return" or "give" or "send" or "beat" or "condemn" or "declare"))
            return null;
        for (var t = verb.End; t < Math.Min(limit, verb.End + 9); t++)
        {
            var second = r.Tokens[t];
            if (second.Lower is "hostage" or "prisoner" or "dead" or "together" or "over" or "ablaze" or "captive" or "guilty" or "out" or "back" or "up"
                && TriggerLexicon.Verbs.Find(lemma + " " + second.Lower) is { } entry)
                return entry;
            if (r.VerbAt[t] >= 0)
                return null;
        }
        return null;
    }

    private bool IsPassive(VerbGroup verb, TriggerEntry entry, NounPhrase? subject, NounPhrase? obj, int end)
    {
        if (verb.Passive)
            return true;
        if (entry.Role("obj") == FrameRole.None)
            return false;
        if (!verb.BarePast || obj is not null)
            return verb.BarePast && r.Lower(end) == "by";
        // "met with the president": what the frame expects after the verb follows it.
        if (r.Lower(end) != "by" && (entry.Recip || (r.Lower(end) is "with" or "to" && entry.Role(r.Lower(end)) != FrameRole.None)))
            return false;
        if (r.Lower(end) == "by")
            return true;
        if (entry.Role("obj") == FrameRole.Victim || entry.TellsToll)
            return true;
        // "rebels captured near the border": a participle that describes its noun, says the tree.
        if (subject is not null && DependencyClauses.Describes(r, verb.Head) && r.Tokens[verb.Head].Head == subject.Head)
            return true;
        // ", its spokesman warned.": speech without an object is no passive.
        if (entry.HasContent || r.CueAt[verb.Head] >= 0)
            return false;
        return subject is null || !parties.Read(subject).IsArmed;
    }

    private TriggerMention? FromNoun(NounPhrase phrase)
    {
        TriggerEntry? entry = null;
        var first = phrase.Head;
        var named = r.NameAt[phrase.Head] >= 0 && r.ToponymAt[phrase.Head] < 0 && r.Names[r.NameAt[phrase.Head]].Type is "PER" or "ORG";
        if (named)
            return null;
        for (var start = Math.Max(phrase.First, phrase.Head - 3); start <= phrase.Head && entry is null; start++)
        {
            entry = TriggerLexicon.Nouns.Match(r.Tokens, start, phrase.Head + 1, out var end);
            if (entry is not null && end != phrase.Head + 1)
                entry = null;
            first = start;
        }
        // "a memorandum of understanding", "a state of emergency": nouns with "of" inside.
        var last = phrase.Head + 1;
        if (phrase.Of >= 0 && TriggerLexicon.Nouns.Match(r.Tokens, phrase.Head, Math.Min(r.SentenceEnd(phrase.Sentence), phrase.Head + 4), out var longEnd) is { } whole && longEnd > last)
            (entry, first, last) = (whole, phrase.Head, longEnd);
        // "the attack" in "the attack helicopter" never gets here: the head is the helicopter.
        for (; entry is not null; entry = entry.Alternative)
        {
            if (phrase.IsNegated && entry.TellsToll)
                continue;
            if (ReadNoun(entry, phrase, first, last) is { } mention)
                return mention;
        }
        return null;
    }

    private TriggerMention? ReadNoun(TriggerEntry entry, NounPhrase phrase, int first, int last)
    {
        var mention = new TriggerMention
        {
            Entry = entry,
            Token = phrase.Head,
            First = first,
            End = last,
            Sentence = phrase.Sentence,
            Type = entry.Type,
            Phrase = phrase,
        };
        mention.Modes.AddRange(entry.Modes);
        var complements = Clauses.Complements(r, last, phrase.Sentence);
        _frames.ReadModifiers(mention, entry, phrase, first);
        foreach (var complement in complements)
        {
            if (entry.Role(complement.Preposition) is not FrameRole.None and var role)
                _frames.Fill(mention, complement.Preposition, role, complement.Phrase);
        }
        _frames.Govern(mention, phrase, complements);
        if (_conditions.Broken(mention, phrase, complements) is { } broken)
        {
            r.Notes?.Reject(phrase.Head, Name(entry), $"condition {broken} does not hold");
            return null;
        }
        if (mention.Type == EventType.Assault && IsAccident(phrase.Sentence, mention))
        {
            r.Notes?.Reject(phrase.Head, Name(entry), "an accident, illness or disaster beside it");
            return null;
        }
        mention.Counted = phrase;
        // "would not give permission", "refused aid": cooperation that somebody will not give.
        if (mention.Governor is { Negated: true, Modal: "will" or "would" or "wo" } refused && TriggerFrames.IsLight(r.Tokens[refused.Head].Lemma) && refused.End <= phrase.First
            && mention.Actors.Count > 0 && !TriggerConditions.IsConflict(mention.Type) && mention.Type is not (EventType.Accuse or EventType.Request))
        {
            mention.Type = EventType.Reject;
            mention.Modes.Clear();
            mention.IsRefusal = true;
        }
        r.Notes?.Decide(r, phrase.Head, "type", Name(entry), mention.Governor is { } g ? $"noun of the lexicon, governed by \"{r.Tokens[g.Head].Lemma}\"" : "noun of the lexicon");
        return mention;
    }

    private bool IsAccident(int sentence, TriggerMention mention)
    {
        if (mention.Actors.Exists(a => a.IsArmed) || mention.Entry.Modes.Length > 0)
            return mention.Phrase is { } own && own.Head > own.First && NotViolent.Contains(r.Lower(own.Head - 1));
        var from = Math.Max(r.SentenceFirst(sentence), mention.Token - 20);
        var to = Math.Min(r.SentenceEnd(sentence), mention.Token + 20);
        for (var t = from; t < to; t++)
        {
            if (t == mention.Token)
                continue;
            if (NotViolent.Contains(r.Lower(t)) || NotViolent.Contains(r.Tokens[t].Lemma))
                return r.Lower(t) is not "fire" || mention.Entry.TellsToll;
        }
        return false;
    }
}
