using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Participants;

namespace Sitrep.Coder.Triggers;

/// <summary>Whether the clause around a word meets the conditions of a reading of it.</summary>
internal sealed class TriggerConditions(ReportReading r, PartyReader parties)
{
    /// <summary>Lemmas that make a promise a threat although they tell of no event of their own.</summary>
    private static readonly HashSet<string> Hostile = new(StringComparer.Ordinal)
    {
        "fight", "retaliate", "respond", "avenge", "revenge", "punish", "crush", "destroy", "defeat", "hit", "strike", "resist", "hunt", "eliminate", "eradicate",
        "step", "intensify", "wage", "escalate", "deal",
    };

    private static readonly HashSet<string> LabourWords = new(StringComparer.Ordinal)
    {
        "union", "unions", "worker", "workers", "general", "labor", "labour", "teacher", "teachers", "pay", "wage", "wages", "strikers", "salary", "salaries", "employees",
        "employee", "nurses", "doctors", "miners", "drivers", "guards", "lecturers", "walkout", "24-hour", "48-hour", "indefinite", "employer", "employers", "transport", "trade",
        "farmers", "prisoners", "bus", "rail", "strikebreakers", "stoppage",
    };

    private static readonly HashSet<string> MilitaryWords = new(StringComparer.Ordinal)
    {
        "air", "drone", "missile", "military", "precision", "retaliatory", "rocket", "coalition", "bombing", "israeli", "u.s.", "us", "russian", "american", "pre-emptive",
        "artillery", "aerial", "kinetic",
    };

    /// <summary>The first condition of a verb's reading that does not hold; null where all do.</summary>
    public string? Broken(TriggerEntry entry, NounPhrase? doer, NounPhrase? undergoer, VerbGroup verb, List<Complement> complements, bool passive)
    {
        var doerParty = doer is null ? null : parties.Read(doer);
        var otherParty = undergoer is null ? null : parties.Read(undergoer);
        foreach (var condition in entry.Parsed)
        {
            var holds = condition.Name switch
            {
                "object" when condition.Argument.Length == 0 => undergoer is not null && !(otherParty is { IsActor: false, IsTarget: false } && undergoer.IsPronoun && r.Lower(undergoer.First) is "it"),
                "object" => IsOf(condition.Argument, undergoer, otherParty),
                "subject" => IsOf(condition.Argument, doer, doerParty)
                    || (condition.Argument == "weapon" && (doerParty is { IsArmed: true } || IsNominalTrigger(doer) || (doer is null && verb.Passive))),
                "party" => doerParty is { IsActor: true } || otherParty is { IsActor: true } || complements.Exists(c => parties.Read(c.Phrase).IsActor),
                "joined" => doerParty is null || r.Lower(verb.End) is "to" or "on" or "with" or "that" or "upon" or "in" || (doer is not null && Clauses.JoinedBefore(r, doer).Count > 1)
                    || (undergoer is not null && IsOfClass(undergoer, "agreement")),
                "place-only" => undergoer is null || otherParty is { IsPlace: true } || otherParty is { IsTarget: true },
                "as-villain" => undergoer is not null && CallsVillain(verb),
                "deed-object" => undergoer is not null && TriggerLexicon.Nouns.Find(r.Tokens[undergoer.Head].Lemma) is not null,
                "money-object" => undergoer is not null && HasMoney(undergoer),
                "exploding" => doerParty is { IsWeapon: true } || otherParty is { IsWeapon: true } || doer is null || IsVehicle(doer),
                "passive" => passive,
                "said" => r.AttributionsAt(verb.Head) is { Count: > 0 } said && r.Attributions[said[^1]].Source is not null,
                "clause-actor" => ClauseSubject(verb, doerParty) is not null,
                "infinitive" => Infinitive(verb.End, verb.End + 3) is not null,
                "infinitive-object" => Infinitive(verb.End, (undergoer is not null && !passive ? undergoer.End : verb.End) + 7) is not null,
                "infinitive-violent" => IsViolent(Infinitive(verb.End, verb.End + 3)),
                "from" or "to" or "with" or "for" or "of" or "on" => complements.Exists(c =>
                    (c.Preposition == condition.Name || (condition.Name == "from" && c.Preposition == "of")) && IsOf(condition.Argument, c.Phrase, parties.Read(c.Phrase))),
                "prep" => complements.Exists(c => c.Preposition == condition.Argument),
                _ => true,
            };
            if (!holds)
                return condition.Text;
        }
        // A bare verb form without subject, object or complement is more often a noun or a headline than an event.
        return doer is not null || undergoer is not null || complements.Count > 0 || verb.HasBe ? null : "needs a subject, object or complement";
    }

    /// <summary>The first condition of a noun's reading that does not hold; null where all do. May turn a labour strike into a protest.</summary>
    public string? Broken(TriggerMention mention, NounPhrase phrase, List<Complement> complements)
    {
        foreach (var condition in mention.Entry.Parsed)
        {
            var governor = mention.Governor is { } g ? r.Tokens[g.Head].Lemma : "";
            var holds = condition.Name switch
            {
                "military" => IsMilitaryStrike(phrase, mention),
                "phone" => IsPhoneCall(phrase),
                "plural" => r.Tokens[phrase.Head].Lower != r.Tokens[phrase.Head].Lemma,
                "object" when condition.Argument == "aid" => complements.Exists(c => c.Preposition == "of" && IsOfClass(c.Phrase, "aid")),
                "object" when condition.Argument == "person" => mention.Recipients.Count > 0,
                "party" => mention.Actors.Count + mention.Recipients.Count + mention.Victims.Count > 0,
                "joint" => mention.Actors.Count > 1 || (phrase.Head > phrase.First && r.Lower(phrase.First) == "joint") || (phrase.Head > phrase.First + 1 && r.Lower(phrase.First + 1) == "joint"),
                "gov" => condition.Lemmas.Contains(governor),
                "light" => mention.Governor is not null && TriggerFrames.IsLight(governor),
                "background" => governor is "begin" or "break" or "erupt" or "start" or "launch" or "flare" or "declare",
                "prep" => complements.Exists(c => c.Preposition == condition.Argument),
                "from" or "to" or "with" or "for" or "of" => complements.Exists(c => c.Preposition == condition.Name && IsOf(condition.Argument, c.Phrase, parties.Read(c.Phrase))),
                _ => true,
            };
            if (!holds)
                return condition.Text;
        }
        if (mention.TellsToll && mention.Entry.TellsToll && mention.Victims.Count == 0)
            return "tells a toll of nobody";
        // "rejected the accusation" tells of the rejection.
        if (mention.Type == EventType.Accuse && mention.Governor is { } refusing && r.Tokens[refusing.Head].Lemma is "reject" or "deny" or "dismiss" or "call" or "rebuff")
            return "the accusation is only answered";
        return null;
    }

    /// <summary>"claimed that Iran flies fighters there": the party that a clause after a verb of saying speaks of; null where it is the speaker or nobody who acts.</summary>
    public Party? ClauseSubject(VerbGroup verb, Party? speaker)
    {
        var t = verb.End;
        while (t < r.Tokens.Count && (r.Lower(t) is "that" or "," or "\"" or "\u201c" or "both"))
            t++;
        if (r.PhraseOf(t) is not { IsPronoun: false, Preposition: < 0 } subject || subject.Sentence != verb.Sentence || t - verb.End > 3)
            return null;
        for (var n = subject.End; n < Math.Min(r.SentenceEnd(verb.Sentence), subject.End + 10); n++)
        {
            if (r.VerbOf(n) is not { Gerund: false, Infinitive: false } content)
                continue;
            if (Clauses.Subject(r, content)?.Index != subject.Index)
                return null;
            var party = parties.Read(subject);
            return party is { IsActor: true } && party.Key != speaker?.Key && (party.Country.Length == 0 || party.Country != speaker?.Country || party.Sectors is ["REB", ..]) ? party : null;
        }
        return null;
    }

    /// <summary>PLOVER mode of a threat by what is threatened; empty where that is not said.</summary>
    public string ThreatMode(VerbGroup verb)
    {
        for (var t = verb.End; t < Math.Min(r.SentenceEnd(verb.Sentence), verb.End + 12); t++)
        {
            if (r.Tokens[t].Text is ";" or ":")
                return "";
            var entry = r.VerbOf(t) is { } content && content.Head == t ? TriggerLexicon.Verbs.Match(r.Tokens, t, r.SentenceEnd(verb.Sentence), out _)
                : r.PhraseOf(t) is { } noun && noun.Head == t ? TriggerLexicon.Nouns.Find(r.Tokens[t].Lemma) : null;
            // "threatened revenge and declared mourning": another deed of its own.
            if (r.VerbOf(t) is { Infinitive: false, Gerund: false, Modal: "" })
                return "";
            if (r.Tokens[t].Lemma is "revenge" or "retaliation" or "reprisal" or "vengeance" or "war" or "jihad")
                return "violence";
            if (r.VerbOf(t) is { } hostile && hostile.Head == t && Hostile.Contains(r.Tokens[t].Lemma))
                return "violence";
            if (entry is null)
                continue;
            // The plainest reading of the word: the last of its chain.
            while (entry.Alternative is { } plainer)
                entry = plainer;
            return (entry.Type, entry.Modes.Length > 0 ? entry.Modes[0] : "") switch
            {
                (EventType.Assault, _) => "violence",
                (EventType.Coerce, "arrest") => "arrest",
                (EventType.Coerce, "deport") or (EventType.Sanction, "expel") => "expel",
                (EventType.Coerce, "seize") => "territory",
                (EventType.Sanction, "discontinue" or "withdraw") when entry.Conditions.Contains("object:ties") => "relations",
                (EventType.Coerce or EventType.Sanction, _) => "restrict",
                _ => "",
            };
        }
        return "";
    }

    /// <summary>Whether what a promise is about is hostile.</summary>
    public bool PromisesHarm(VerbGroup verb)
    {
        for (var t = verb.End; t < Math.Min(r.SentenceEnd(verb.Sentence), verb.End + 10); t++)
        {
            if (r.VerbOf(t) is not { } content || content.Head != t)
                continue;
            if (r.Tokens[t].Tag == Language.Segmentation.PartOfSpeech.Auxiliary)
                continue;
            var lemma = r.Tokens[t].Lemma;
            if (Hostile.Contains(lemma))
                return true;
            if (TriggerLexicon.Verbs.Match(r.Tokens, t, r.SentenceEnd(verb.Sentence), out _) is { } entry)
            {
                while (entry.Alternative is { } other)
                    entry = other;
                return IsConflict(entry.Type) && entry.Type != EventType.Mobilize;
            }
            if (Clauses.Object(r, content) is { } deed && TriggerLexicon.Nouns.Find(r.Tokens[deed.Head].Lemma) is { } noun)
                return IsConflict(noun.Type);
            return false;
        }
        return false;
    }

    public static bool IsConflict(EventType type) =>
        type is EventType.Assault or EventType.Coerce or EventType.Sanction or EventType.Protest or EventType.Mobilize or EventType.Threaten or EventType.Reject;

    private VerbGroup? Infinitive(int from, int limit)
    {
        for (var t = from; t < Math.Min(r.Tokens.Count, limit); t++)
        {
            if (r.Tokens[t].Text is ";" or ":" or ".")
                return null;
            if (r.VerbOf(t) is { } verb)
                return verb.Infinitive ? verb : null;
        }
        return null;
    }

    private bool IsViolent(VerbGroup? verb)
    {
        if (verb is null)
            return false;
        if (TriggerLexicon.Verbs.Find(r.Tokens[verb.Head].Lemma) is { Type: EventType.Assault })
            return true;
        return verb.End < r.Tokens.Count && (TriggerLexicon.Nouns.Find(r.Tokens[verb.End].Lower) is { Type: EventType.Assault } || TriggerLexicon.Verbs.Find(r.Tokens[verb.End].Lemma) is { Type: EventType.Assault })
            || Clauses.Object(r, verb) is { } deed && TriggerLexicon.Nouns.Find(r.Tokens[deed.Head].Lemma) is { Type: EventType.Assault };
    }

    /// <summary>"described the attacks as a dastardly act": a word for wrong or wrongdoers after the object.</summary>
    private bool CallsVillain(VerbGroup verb)
    {
        var limit = Math.Min(r.SentenceEnd(verb.Sentence), verb.End + 16);
        for (var t = verb.End; t < limit; t++)
        {
            if (WordLexicons.Classes.Match(r.Tokens, t, t + 1, out _)?.Is("villain") == true)
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
        "person" => party.IsPeople || party.IsNamedPerson || party.IsArmed || party.IsOffice,
        "weapon" => party.IsWeapon,
        "office" => party.IsOffice || party.IsNamedPerson,
        "place" => party.IsPlace,
        "country" => party.IsCountry || party.Sectors.Contains("GOV"),
        "civil" => party is { IsActor: true, IsArmed: false } || party.IsCountry,
        "speaker" => party is { IsActor: true, IsPeople: false } && (!party.IsArmed || party.IsCountry || party.ActorId.Length > 0),
        "police" => party.IsCountry || party.Sectors.Any(s => s is "COP" or "MIL" or "GOV" or "SPY"),
        _ => IsOfClass(phrase, kind),
    };

    private bool IsOfClass(NounPhrase phrase, string kind)
    {
        if (WordLexicons.Classes.MatchBackward(r.Tokens, phrase.First, phrase.Head + 1, out _)?.Is(kind) == true)
            return true;
        // "a series of meetings", "tonnes of medicine".
        return phrase.Of >= 0 && r.Phrases[phrase.Of] is var inner && WordLexicons.Classes.MatchBackward(r.Tokens, inner.First, inner.Head + 1, out _)?.Is(kind) == true;
    }

    private bool IsMilitaryStrike(NounPhrase phrase, TriggerMention mention)
    {
        for (var t = phrase.First; t < phrase.Head; t++)
        {
            var word = r.Lower(t);
            if (LabourWords.Contains(word) || word == "hunger")
                return ToLabour(mention);
            if (MilitaryWords.Contains(word))
                return true;
        }
        var first = Math.Max(r.SentenceFirst(phrase.Sentence), phrase.Head - 15);
        var end = Math.Min(r.SentenceEnd(phrase.Sentence), phrase.Head + 15);
        int labour = 0, military = 0;
        for (var t = first; t < end; t++)
        {
            labour += LabourWords.Contains(r.Lower(t)) ? 1 : 0;
            military += MilitaryWords.Contains(r.Lower(t)) || WordLexicons.Weapons.Find(r.Tokens[t].Lemma) is not null && t != phrase.Head ? 1 : 0;
        }
        if (labour > military || (phrase.Preposition >= 0 && r.Lower(phrase.Preposition) == "on" && phrase.First == phrase.Head))
            return ToLabour(mention);
        if (phrase.End < r.Tokens.Count && r.Lower(phrase.End) is "on" or "against" or "in" or "that" or "killed" or "hit")
            return true;
        // "the strike" of a report that has told of an air strike before is that strike; merging decides.
        return phrase.IsDefinite || phrase.Possessor >= 0;
    }

    private static bool ToLabour(TriggerMention mention)
    {
        mention.Type = EventType.Protest;
        mention.Modes.Clear();
        mention.Modes.Add("strike");
        return true;
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
}
