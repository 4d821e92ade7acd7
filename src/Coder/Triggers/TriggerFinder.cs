using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Places;
using Sitrep.Language.Toponyms;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Coder.Triggers;

/// <summary>Finds the words that tell of events and fills their frames from the clause.</summary>
internal sealed class TriggerFinder(ReportReading r, PartyReader parties)
{
    /// <summary>Verbs that carry a noun's event: their subject does the deed.</summary>
    private static readonly HashSet<string> LightVerbs = new(StringComparer.Ordinal)
    {
        "begin", "carry", "commit", "conduct", "continue", "end", "enter", "escalate", "execute", "face", "give", "halt", "hold", "host", "impose", "intensify",
        "launch", "lead", "make", "mount", "offer", "perpetrate", "plan", "provide", "reach", "resume", "send", "stage", "start", "step", "stop", "suspend",
        "undertake", "unleash", "wage", "announce", "claim", "order", "prepare", "stage", "organize", "organise", "sign", "perform", "pursue", "propose", "declare",
        "have", "open", "issue", "seek", "receive",
    };

    /// <summary>Words that make an event of their kind impossible beside them.</summary>
    private static readonly HashSet<string> NotViolent = new(StringComparer.Ordinal)
    {
        "heart", "panic", "asthma", "cancer", "covid-19", "coronavirus", "virus", "earthquake", "flood", "storm", "hurricane", "crash", "accident", "fire",
        "disease", "epidemic", "pandemic", "avalanche", "landslide", "tornado", "cyclone", "typhoon", "tsunami", "wildfire", "derailment", "stroke", "overdose",
    };

    private static readonly HashSet<string> LabourWords = new(StringComparer.Ordinal)
    {
        "union", "unions", "worker", "workers", "hunger", "general", "labor", "labour", "teacher", "teachers", "pay", "wage", "wages", "strikers",
    };

    private static readonly HashSet<string> MilitaryWords = new(StringComparer.Ordinal)
    {
        "air", "drone", "missile", "military", "precision", "retaliatory", "rocket", "coalition", "bombing", "israeli", "u.s.", "us", "russian", "american", "pre-emptive",
    };

    public List<TriggerMention> Find()
    {
        var found = new List<TriggerMention>();
        for (var t = 0; t < r.Tokens.Count; t++)
        {
            if (r.VerbAt[t] >= 0 && r.Verbs[r.VerbAt[t]] is { } verb && verb.Head == t)
            {
                if (FromVerb(verb) is { } mention)
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
        var subject = Clauses.Subject(r, verb);
        var obj = Clauses.Object(r, verb, end > verb.End ? end : -1);
        var complements = Clauses.Complements(r, end, verb.Sentence);
        if (verb.Gerund && (subject is null || !parties.Read(subject).IsActor) && Clauses.PreviousVerb(r, verb, verb.First) is { } main
            && Clauses.Subject(r, main) is { } outer && outer.Index != subject?.Index && parties.Read(outer).IsActor)
            subject = outer;
        // "captured militants", "accused criminals": a participle before its noun tells of no event.
        if (verb.BarePast && subject is null && obj is not null && obj.First == verb.End && verb.First > r.SentenceFirst(verb.Sentence)
            && r.Lower(verb.First - 1) is not ("," or "and" or "or"))
            return null;
        NounPhrase? doer, undergoer;
        bool passive;
        while (true)
        {
            passive = IsPassive(verb, entry, subject, obj, end);
            if (passive && verb.BarePast && obj is not null && r.Lower(verb.End) is not "by")
                passive = false;
            doer = passive ? complements.Find(c => c.Preposition == "by").Phrase : subject;
            undergoer = passive ? subject : obj;
            if (Holds(entry, doer, undergoer, verb, complements))
                break;
            if (entry.Alternative is null)
                return null;
            entry = entry.Alternative;
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
            Fill(mention, passive ? "by" : "subj", passive && entry.Role("subj") != FrameRole.Actor ? entry.Role("subj") : entry.Role(passive ? "by" : "subj"), doer);
        if (undergoer is not null && !(entry.Role("obj") == FrameRole.Actor && mention.Actors.Count > 0))
            Fill(mention, "obj", entry.Role("obj"), undergoer);
        foreach (var complement in complements)
        {
            if (complement.Preposition != "by" && entry.Role(complement.Preposition) is not FrameRole.None and var role)
                Fill(mention, complement.Preposition, role, complement.Phrase);
        }
        if (PlaceReader.IsVerbal(entry.Type) && mention.Recipients.Count == 0 && undergoer is not null && entry.Role("obj") == FrameRole.Recipient)
            AddOwnerOf(mention, undergoer);
        if (entry.Recip && doer is not null && mention.Recipients.Count == 0 && mention.Actors.Count > 1)
            mention.Recipients.Clear();
        if (mention.Type == EventType.Assault && IsAccident(verb.Sentence, mention))
            return null;
        if (obj is not null && !passive && entry.IsVerb && obj.First == end && end - verb.Head <= 3)
            mention.End = Math.Max(end, Math.Min(obj.End, end + 6));
        mention.First = verb.First;
        return mention;
    }

    /// <summary>"condemned Turkey's offensive", "alleged Iranian involvement": words are addressed to whose deed it is.</summary>
    private void AddOwnerOf(TriggerMention mention, NounPhrase phrase)
    {
        var owner = phrase.Possessor >= 0 ? parties.Read(r.Phrases[phrase.Possessor]) : parties.ReadRange(phrase.First, phrase.Head, phrase.Sentence);
        if (owner is { IsActor: true })
            AddParty(mention, FrameRole.Recipient, owner);
    }

    /// <summary>"took three people hostage", "shot two men dead": a phrase with its object inside.</summary>
    private TriggerEntry? Discontinuous(VerbGroup verb, int limit, out int end)
    {
        end = verb.End;
        var lemma = r.Tokens[verb.Head].Lemma;
        if (lemma is not ("take" or "shoot" or "hold" or "lay" or "set" or "bring" or "hand"))
            return null;
        for (var t = verb.End; t < Math.Min(limit, verb.End + 9); t++)
        {
            var second = r.Tokens[t];
            if (second.Lower is "hostage" or "prisoner" or "dead" or "together" or "over" or "ablaze" && TriggerLexicon.Verbs.Find(lemma + " " + second.Lower) is { } entry)
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
        if (r.Lower(end) == "by")
            return true;
        if (entry.Role("obj") == FrameRole.Victim || entry.TellsToll)
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
        for (var start = Math.Max(phrase.First, phrase.Head - 2); start <= phrase.Head && entry is null; start++)
        {
            entry = TriggerLexicon.Nouns.Match(r.Tokens, start, phrase.Head + 1, out var end);
            if (entry is not null && end != phrase.Head + 1)
                entry = null;
            first = start;
        }
        if (entry is null || r.NameAt[phrase.Head] >= 0 && r.ToponymAt[phrase.Head] < 0 && r.Names[r.NameAt[phrase.Head]].Type is "PER" or "ORG")
            return null;
        // "the attack" in "the attack helicopter" never gets here: the head is the helicopter.
        if (phrase.IsNegated && entry.TellsToll)
            return null;
        var mention = new TriggerMention
        {
            Entry = entry,
            Token = phrase.Head,
            First = first,
            End = phrase.Head + 1,
            Sentence = phrase.Sentence,
            Type = entry.Type,
            Phrase = phrase,
        };
        mention.Modes.AddRange(entry.Modes);
        if (entry.Conditions.Contains("military") && !IsMilitaryStrike(phrase, mention))
            return null;
        if (entry.Conditions.Contains("phone") && !IsPhoneCall(phrase))
            return null;
        if (entry.Conditions.Contains("plural") && r.Tokens[phrase.Head].Lower == r.Tokens[phrase.Head].Lemma)
            return null;
        var complements = Clauses.Complements(r, phrase.End, phrase.Sentence);
        ReadModifiers(mention, entry, phrase, first);
        foreach (var complement in complements)
        {
            if (entry.Role(complement.Preposition) is not FrameRole.None and var role)
                Fill(mention, complement.Preposition, role, complement.Phrase);
        }
        Govern(mention, phrase, complements);
        if (entry.Conditions.Contains("object:aid") && !complements.Exists(c => c.Preposition == "of" && IsOfClass(c.Phrase, "aid")))
            return null;
        if (entry.Conditions.Contains("object:person") && mention.Recipients.Count == 0)
            return null;
        if (entry.Conditions.Contains("party") && mention.Actors.Count + mention.Recipients.Count == 0)
            return null;
        if (entry.TellsToll && mention.Victims.Count == 0)
            return null;
        // "rejected the accusation" tells of the rejection.
        if (entry.Type == EventType.Accuse && mention.Governor is { } governor && r.Tokens[governor.Head].Lemma is "reject" or "deny" or "dismiss" or "call" or "rebuff")
            return null;
        if (entry.Conditions.Contains("background") && !(mention.Governor is { } rising && r.Tokens[rising.Head].Lemma is "begin" or "break" or "erupt" or "start" or "launch" or "flare" or "declare"))
            return null;
        if (entry.Conditions.Contains("light") && (mention.Governor is null || !LightVerbs.Contains(r.Tokens[mention.Governor.Head].Lemma)))
            return null;
        if (mention.Type == EventType.Assault && IsAccident(phrase.Sentence, mention))
            return null;
        mention.Counted = phrase;
        return mention;
    }

    /// <summary>Parties and places before the noun: "the Taliban attack", "Turkey's offensive", "a Kabul car bombing", "U.S. airstrikes".</summary>
    private void ReadModifiers(TriggerMention mention, TriggerEntry entry, NounPhrase phrase, int triggerFirst)
    {
        var role = entry.Role("poss");
        if (phrase.Possessor >= 0)
        {
            var owner = r.Phrases[phrase.Possessor];
            AddParty(mention, role == FrameRole.None ? FrameRole.Actor : role, parties.Read(owner));
        }
        if (triggerFirst > phrase.First)
        {
            var party = parties.ReadRange(phrase.First, triggerFirst, phrase.Sentence);
            if (party is { IsActor: true } && !(party is { IsPlace: true, IsCountry: false }))
            {
                var literalCountry = party.IsCountry && role == FrameRole.None;
                if (!literalCountry)
                    AddParty(mention, role == FrameRole.None ? FrameRole.Actor : role, party);
            }
            for (var t = phrase.First; t < triggerFirst; t++)
            {
                if (r.ToponymAt[t] >= 0 && r.Toponyms[r.ToponymAt[t]] is { Place: { } place } toponym
                    && (!place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal) || role == FrameRole.None) && !mention.OwnPlaces.Contains(toponym))
                    mention.OwnPlaces.Add(toponym);
            }
        }
    }

    /// <summary>Finds the verb that a noun depends on, and takes its subject as the doer where the verb only carries the noun.</summary>
    private void Govern(TriggerMention mention, NounPhrase phrase, List<Complement> complements)
    {
        var start = r.SentenceFirst(phrase.Sentence);
        // Object of a verb right before it.
        var i = phrase.First - 1;
        if (phrase.Possessor >= 0)
            i = r.Phrases[phrase.Possessor].First - 1;
        while (i >= start && (r.Tokens[i].Tag is Pos.Adverb or Pos.Determiner || r.Tokens[i].Text is "\"" or "\u201c" || r.Lower(i) is "out" or "up" or "off" or "in" && r.VerbAt[i - 1 < start ? start : i - 1] >= 0 || r.TimeAt[i] >= 0))
            i--;
        if (i >= start && r.VerbOf(i) is { } verb && phrase.Preposition < start - 1 + 1)
        {
            mention.Governor = verb;
            var lemma = r.Tokens[verb.Head].Lemma;
            if (LightVerbs.Contains(lemma))
            {
                if (!verb.Passive && Clauses.Subject(r, verb) is { } subject && mention.Entry.Role("by") is FrameRole.Actor && lemma is not "face" and not "receive")
                    FillDoer(mention, subject);
                mention.First = Math.Min(mention.First, verb.First);
                if (lemma is "hold" or "reach" or "sign" && complements.Exists(c => c.Preposition == "with"))
                {
                    foreach (var c in complements.Where(c => c.Preposition == "with"))
                        Fill(mention, "with", FrameRole.Actor, c.Phrase);
                }
            }
            return;
        }
        if (i >= start && r.VerbOf(i) is { } near)
        {
            mention.Governor = near;
            if (LightVerbs.Contains(r.Tokens[near.Head].Lemma) && !near.Passive && Clauses.Subject(r, near) is { } doer)
                FillDoer(mention, doer);
            return;
        }
        // Subject of a verb after it.
        var end = phrase.End;
        foreach (var complement in complements)
            end = Math.Max(end, complement.Phrase.End);
        var after = Math.Min(r.SentenceEnd(phrase.Sentence), end + 12);
        for (var t = phrase.End; t < after; t++)
        {
            if (r.VerbOf(t) is { } next)
            {
                if (Clauses.Subject(r, next)?.Index == phrase.Index && phrase.Preposition < 0)
                {
                    mention.Governor = next;
                    var lemma = r.Tokens[next.Head].Lemma;
                    if (next.Passive || lemma is "claim")
                    {
                        foreach (var c in Clauses.Complements(r, next.End, next.Sentence))
                        {
                            if (c.Preposition == "by" && (LightVerbs.Contains(lemma) || lemma is "claim" or "blame"))
                                FillDoer(mention, c.Phrase);
                        }
                    }
                }
                break;
            }
        }
        if (mention.Governor is null && phrase.Preposition >= 0 && r.VerbOf(phrase.Preposition - 1) is { } over)
            mention.Governor = over;
    }

    private void FillDoer(TriggerMention mention, NounPhrase subject)
    {
        if (mention.Actors.Count > 0 && !mention.Entry.Recip)
            return;
        Fill(mention, "subj", FrameRole.Actor, subject);
    }

    private void Fill(TriggerMention mention, string slot, FrameRole role, NounPhrase phrase)
    {
        if (role == FrameRole.None)
            return;
        var joined = slot is "subj" or "by" ? Clauses.JoinedBefore(r, phrase) : Clauses.Joined(r, phrase, mayHaveVerb: slot == "between");
        if (slot is "subj" && joined.Count == 1 || slot == "by")
            joined = Clauses.Joined(r, phrase) is { Count: > 1 } forward && slot == "by" ? forward : joined;
        foreach (var one in joined)
        {
            var party = parties.Read(one);
            if (role == FrameRole.Actor && Clauses.IsOwner(r, one))
                continue;
            AddParty(mention, role, party);
            if (role is FrameRole.Place or FrameRole.Recipient or FrameRole.Target)
                AddOwnPlace(mention, one, role);
        }
    }

    private void AddOwnPlace(TriggerMention mention, NounPhrase phrase, FrameRole role)
    {
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (r.ToponymAt[t] < 0 || r.Toponyms[r.ToponymAt[t]] is not { Place: not null } toponym)
                continue;
            var isCountry = toponym.Place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal);
            if ((role == FrameRole.Place || (toponym.Usage == ToponymUsage.Literal && !isCountry)) && !mention.OwnPlaces.Contains(toponym))
                mention.OwnPlaces.Add(toponym);
        }
    }

    private static void AddParty(TriggerMention mention, FrameRole role, Party party)
    {
        switch (role)
        {
            case FrameRole.Actor when party.IsWeapon && !party.IsArmed:
                AddOnce(mention.Instruments, party);
                if (party.Mode.Length > 0 && mention.Type == EventType.Assault)
                    AddMode(mention, party.Mode);
                break;
            case FrameRole.Actor when party.IsActor && !(party is { IsPlace: true, IsCountry: false, IsArmed: false, IsPeople: false } && party.Sectors.Count == 0 && !party.IsCountry):
                AddOnce(mention.Actors, party);
                break;
            case FrameRole.Recipient or FrameRole.Victim or FrameRole.Target when party.IsTarget || (role == FrameRole.Target && !party.IsActor):
                if (party.IsTarget || party.IsActor)
                    AddOnce(mention.Targets, party);
                break;
            case FrameRole.Victim when party.IsActor:
                AddOnce(mention.Victims, party);
                break;
            case FrameRole.Recipient or FrameRole.Target when party.IsActor && !(party.IsPlace && !party.IsCountry && party.Sectors.Count == 0):
                AddOnce(mention.Recipients, party);
                break;
            case FrameRole.Place when party.IsActor && !party.IsPlace:
                AddOnce(mention.Recipients, party);
                break;
            case FrameRole.Instrument when party.IsWeapon:
                AddOnce(mention.Instruments, party);
                if (party.Mode.Length > 0)
                    AddMode(mention, party.Mode);
                break;
        }
    }

    private static void AddMode(TriggerMention mention, string mode)
    {
        if (!mention.Modes.Contains(mode))
            mention.Modes.Add(mode);
    }

    private static void AddOnce(List<Party> list, Party party)
    {
        if (!list.Exists(p => p.Key == party.Key))
            list.Add(party);
    }

    /// <summary>Whether the conditions of an entry are met by doer and undergoer.</summary>
    private bool Holds(TriggerEntry entry, NounPhrase? doer, NounPhrase? undergoer, VerbGroup verb, List<Complement> complements)
    {
        var doerParty = doer is null ? null : parties.Read(doer);
        var otherParty = undergoer is null ? null : parties.Read(undergoer);
        foreach (var condition in entry.Conditions)
        {
            var holds = condition switch
            {
                "object" => undergoer is not null && !(otherParty is { IsActor: false, IsTarget: false } && undergoer.IsPronoun && r.Lower(undergoer.First) is "it"),
                "party" => doerParty is { IsActor: true } || otherParty is { IsActor: true },
                "joined" => doerParty is null || r.Lower(verb.End) is "to" or "on" or "with" or "that" or "upon" || (doer is not null && Clauses.JoinedBefore(r, doer).Count > 1) || (undergoer is not null && IsOfClass(undergoer, "agreement")),
                "place-only" => undergoer is null || otherParty is { IsPlace: true } || otherParty is { IsTarget: true },
                "as-villain" => undergoer is not null && CallsVillain(verb),
                "deed-object" => undergoer is not null && TriggerLexicon.Nouns.Find(r.Tokens[undergoer.Head].Lemma) is not null,
                "money-object" => undergoer is not null && HasMoney(undergoer),
                "exploding" => doerParty is { IsWeapon: true } || otherParty is { IsWeapon: true } || doer is null || IsVehicle(doer),
                _ when condition.StartsWith("from:", StringComparison.Ordinal) => complements.Exists(c => c.Preposition is "from" or "of" && IsOfClass(c.Phrase, condition[5..])),
                _ when condition.StartsWith("object:", StringComparison.Ordinal) => IsOf(condition[7..], undergoer, otherParty),
                _ when condition.StartsWith("subject:", StringComparison.Ordinal) => IsOf(condition[8..], doer, doerParty)
                    || (condition == "subject:weapon" && (doerParty is { IsArmed: true } || IsNominalTrigger(doer) || (doer is null && verb.Passive))),
                _ => true,
            };
            if (!holds)
                return false;
        }
        // A bare verb form without subject, object or complement is more often a noun or a headline than an event.
        return doer is not null || undergoer is not null || complements.Count > 0 || verb.HasBe;
    }

    /// <summary>"described the attacks as a dastardly act": a word for wrong or wrongdoers after the object.</summary>
    private bool CallsVillain(VerbGroup verb)
    {
        var limit = Math.Min(r.SentenceEnd(verb.Sentence), verb.End + 16);
        for (var t = verb.End; t < limit; t++)
        {
            if (WordLexicons.Classes.Match(r.Tokens, t, t + 1, out _) is { Category: "villain" })
                return true;
            if (r.Tokens[t].Text is ";" || (r.VerbAt[t] >= 0 && !r.Verbs[r.VerbAt[t]].HasBe && t > verb.End + 6))
                return false;
        }
        return false;
    }

    private bool HasMoney(NounPhrase phrase)
    {
        for (var t = Math.Max(0, phrase.First - 1); t < phrase.End; t++)
        {
            if (r.NumberAt[t] >= 0 && r.Numbers[r.NumberAt[t]].Unit.Length == 3)
                return true;
        }
        return false;
    }

    private bool IsNominalTrigger(NounPhrase? phrase) =>
        phrase is not null && TriggerLexicon.Nouns.Find(r.Tokens[phrase.Head].Lemma) is { Type: EventType.Assault };

    private bool IsVehicle(NounPhrase phrase) => parties.Read(phrase).Category is "vehicle" or "military-vehicle";

    private bool IsOf(string kind, NounPhrase? phrase, Party? party) => phrase is not null && party is not null && kind switch
    {
        "actor" => party.IsActor,
        "armed" => party.IsArmed,
        "people" => party is { IsActor: true, IsArmed: false, IsNamedPerson: false },
        "person" => party.IsPeople || party.IsNamedPerson || party.IsArmed,
        "weapon" => party.IsWeapon,
        "office" => party.IsOffice || party.IsNamedPerson,
        "place" => party.IsPlace,
        _ => IsOfClass(phrase, kind),
    };

    private bool IsOfClass(NounPhrase phrase, string kind) =>
        WordLexicons.Classes.MatchBackward(r.Tokens, phrase.First, phrase.Head + 1, out _) is { } word && word.Category == kind;

    private bool IsMilitaryStrike(NounPhrase phrase, TriggerMention mention)
    {
        for (var t = phrase.First; t < phrase.Head; t++)
        {
            var word = r.Lower(t);
            if (LabourWords.Contains(word))
            {
                mention.Type = EventType.Protest;
                mention.Modes.Clear();
                mention.Modes.Add("strike");
                return true;
            }
            if (MilitaryWords.Contains(word))
                return true;
        }
        if (phrase.End < r.Tokens.Count && r.Lower(phrase.End) is "on" or "against" or "in" or "that" or "killed" or "hit")
            return true;
        // "the strike" of a report that has told of an air strike before is that strike; merging decides.
        return phrase.IsDefinite || phrase.Possessor >= 0;
    }

    private bool IsPhoneCall(NounPhrase phrase)
    {
        for (var t = phrase.First; t < phrase.Head; t++)
        {
            if (r.Lower(t) is "phone" or "telephone" or "conference" or "video")
                return true;
        }
        return phrase.End < r.Tokens.Count && r.Lower(phrase.End) == "with" && phrase.Preposition >= 0 && r.Lower(phrase.Preposition) is "in" or "during";
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
