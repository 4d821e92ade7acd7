using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Participants;
using Sitrep.Language.Toponyms;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Coder.Triggers;

/// <summary>Fills the slots of a trigger's frame with the parties and places of the clause.</summary>
internal sealed class TriggerFrames(ReportReading r, PartyReader parties)
{
    /// <summary>Verbs that carry a noun's event: their subject does the deed.</summary>
    private static readonly HashSet<string> LightVerbs = new(StringComparer.Ordinal)
    {
        "begin", "carry", "commit", "conduct", "continue", "end", "enter", "escalate", "execute", "face", "give", "halt", "hold", "host", "impose", "intensify",
        "launch", "lead", "make", "mount", "offer", "perpetrate", "plan", "provide", "reach", "resume", "send", "stage", "start", "step", "stop", "suspend",
        "undertake", "unleash", "wage", "announce", "claim", "order", "prepare", "organize", "organise", "sign", "perform", "pursue", "propose", "declare",
        "have", "open", "issue", "seek", "receive", "express", "voice", "grant", "deliver", "extend", "put", "place", "exert", "lodge", "file", "submit", "bring", "level",
        "renew", "repeat", "reiterate", "pledge", "promise", "spread", "restore", "establish", "tighten", "pay", "go", "raise", "convey", "lay", "pin", "set", "decree", "enforce",
        "rule", "complete", "initiate", "join", "distribute", "ship", "exchange", "strengthen", "deepen", "expand", "boost", "enhance", "form", "slap", "levy", "award", "approve",
    };

    /// <summary>Verbs of the list whose subject has the deed done to it.</summary>
    private static readonly HashSet<string> Receiving = new(StringComparer.Ordinal) { "face", "receive", "obtain", "suffer", "undergo" };

    public static IReadOnlyCollection<string> LightLemmas => LightVerbs;

    public static bool IsLight(string lemma) => LightVerbs.Contains(lemma);

    /// <summary>Parties and places before the noun: "the Taliban attack", "Turkey's offensive", "a Kabul car bombing", "U.S. airstrikes".</summary>
    public void ReadModifiers(TriggerMention mention, TriggerEntry entry, NounPhrase phrase, int triggerFirst)
    {
        var role = entry.Role("poss");
        // "a Russian missile strike" is Russia's, unlike "a Kabul car bombing", where the frame does not say otherwise.
        if (role == FrameRole.None && !entry.Names("poss") && entry.Type == EventType.Assault && Whose(phrase, triggerFirst) is not null)
            role = FrameRole.Actor;
        if (phrase.Possessor >= 0)
        {
            var owner = r.Phrases[phrase.Possessor];
            // "Monday's attack" is nobody's.
            if (r.TimeAt[owner.Head] < 0)
                AddParty(mention, role == FrameRole.None ? FrameRole.Actor : role, parties.Read(owner));
        }
        else if (phrase.HasPronounPossessor && parties.ReadPronounOwner(phrase) is { } meant)
        {
            AddParty(mention, role == FrameRole.None ? FrameRole.Actor : role, meant);
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
            else if (role == FrameRole.Actor && Whose(phrase, triggerFirst) is { } owner)
            {
                AddParty(mention, role, owner);
            }
            for (var t = phrase.First; t < triggerFirst; t++)
            {
                if (r.ToponymAt[t] >= 0 && r.Toponyms[r.ToponymAt[t]] is { Place: { } place } toponym
                    && (!place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal) || role == FrameRole.None) && !mention.OwnPlaces.Contains(toponym))
                    mention.OwnPlaces.Add(toponym);
            }
        }
    }

    /// <summary>"Israeli tank shelling", "a Russian missile strike": the state whose weapon it is.</summary>
    private Party? Whose(NounPhrase phrase, int triggerFirst)
    {
        for (var t = phrase.First; t < triggerFirst; t++)
        {
            if (r.ToponymAt[t] >= 0 && r.Toponyms[r.ToponymAt[t]] is { Usage: ToponymUsage.Associative, Place: { } place } && place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal))
                return parties.ReadRange(t, t + 1, phrase.Sentence);
        }
        return null;
    }

    /// <summary>Finds the verb that a noun depends on, and takes its subject as the doer where the verb only carries the noun.</summary>
    public void Govern(TriggerMention mention, NounPhrase phrase, List<Complement> complements)
    {
        var start = r.SentenceFirst(phrase.Sentence);
        // Object of a verb right before it.
        var i = phrase.First - 1;
        if (phrase.Possessor >= 0)
            i = r.Phrases[phrase.Possessor].First - 1;
        while (i >= start && (r.Tokens[i].Tag is Pos.Adverb or Pos.Determiner || r.Tokens[i].Text is "\"" or "\u201c" || r.TimeAt[i] >= 0
            || (r.Lower(i) is "out" or "up" or "off" or "in" && i > start && r.VerbAt[i - 1] >= 0)))
            i--;
        if (i >= start && r.VerbOf(i) is { } verb)
        {
            mention.Governor = verb;
            CarriedBy(mention, verb, complements);
            return;
        }
        // "gave the Pentagon permission", "granted five officers asylum": the verb's other object stands between.
        if (i >= start && r.PhraseOf(i) is { Preposition: < 0 } between && between.End == i + 1 && between.First > start && r.VerbOf(between.First - 1) is { } giving
            && r.Tokens[giving.Head].Lemma is "give" or "grant" or "offer" or "award" or "send" or "pay")
        {
            mention.Governor = giving;
            CarriedBy(mention, giving, complements);
            Fill(mention, "to", mention.Entry.Role("to"), between);
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
                            else if (c.Preposition != "by" && next.Passive && LightVerbs.Contains(lemma))
                                Fill(mention, c.Preposition, mention.Entry.Role(c.Preposition), c.Phrase);
                        }
                    }
                }
                break;
            }
        }
        if (mention.Governor is null && phrase.Preposition >= 0 && Carrier(phrase, start) is { } over)
        {
            mention.Governor = over;
            // "arrived in Amman on a visit", "return to Geneva for talks": who comes takes part.
            if (mention.Type == EventType.Consult && r.Lower(phrase.Preposition) is "on" or "for" or "during" or "in" && !over.Passive && Clauses.Subject(r, over) is { } comer)
                FillDoer(mention, comer);
        }
    }

    /// <summary>The verb whose complement a noun after a preposition is.</summary>
    private VerbGroup? Carrier(NounPhrase phrase, int start)
    {
        if (r.VerbOf(phrase.Preposition - 1) is { } direct)
            return direct;
        if (phrase.Preposition < 0 || r.Lower(phrase.Preposition) is not ("on" or "for" or "during" or "in"))
            return null;
        for (var t = phrase.Preposition - 1; t >= Math.Max(start, phrase.Preposition - 8); t--)
        {
            if (r.VerbOf(t) is { } verb)
                return r.Tokens[verb.Head].Lemma is "arrive" or "return" or "fly" or "travel" or "come" or "go" or "be" or "meet" or "leave" or "head" or "gather" or "join" ? verb : null;
            if (r.Tokens[t].Text is "," or ";")
                return null;
        }
        return null;
    }

    private void CarriedBy(TriggerMention mention, VerbGroup verb, List<Complement> complements)
    {
        var lemma = r.Tokens[verb.Head].Lemma;
        if (!LightVerbs.Contains(lemma) && !mention.Entry.Parsed.Any(c => c.Lemmas.Contains(lemma)))
            return;
        if (!verb.Passive && ClauseRoles.Subject(r, verb, Clauses.Subject(r, verb)) is { } subject && mention.Entry.Role("by") is FrameRole.Actor)
        {
            if (Receiving.Contains(lemma))
                Fill(mention, "subj", FrameRole.Recipient, subject);
            else
                FillDoer(mention, subject);
        }
        mention.First = Math.Min(mention.First, verb.First);
        if (lemma is "hold" or "reach" or "sign")
        {
            foreach (var c in complements.Where(c => c.Preposition == "with"))
                Fill(mention, "with", FrameRole.Actor, c.Phrase);
        }
    }

    public void FillDoer(TriggerMention mention, NounPhrase subject)
    {
        if (mention.Actors.Count > 0 && !mention.Entry.Recip)
            return;
        Fill(mention, "subj", FrameRole.Actor, subject);
    }

    public void Fill(TriggerMention mention, string slot, FrameRole role, NounPhrase phrase)
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
            // "Washington warned Tehran": a capital that speaks or is spoken to is its government.
            if (party is { PlaceCode: "PPLC", IsActor: false } && role is FrameRole.Actor or FrameRole.Recipient && slot is not ("in" or "at") && IsOfStates(mention.Type))
                party = party with { IsActor = true, Sectors = ["GOV"], IsPlace = false };
            AddParty(mention, role, party);
            // "two al-Qaida vehicles": whose thing is hit is hit.
            if (role is FrameRole.Recipient or FrameRole.Target && party is { IsTarget: true } && mention.Type is EventType.Assault or EventType.Coerce && parties.OwnerOf(one) is { } owner)
                AddParty(mention, FrameRole.Recipient, owner);
            r.Notes?.Decide(r, mention.Token, role.ToString().ToLowerInvariant(), party.DisplayName, $"frame slot {slot} of \"{mention.Entry.Phrase}\"", party.IsActor || party.IsTarget || party.IsWeapon ? "" : "nobody who acts");
            if (role is FrameRole.Place or FrameRole.Recipient or FrameRole.Target)
                AddOwnPlace(mention, one, role);
        }
    }

    private static bool IsOfStates(EventType type) =>
        type is EventType.Agree or EventType.Support or EventType.Concede or EventType.Cooperate or EventType.Aid or EventType.Request or EventType.Accuse or EventType.Reject
            or EventType.Threaten or EventType.Sanction;

    /// <summary>"condemned Turkey's offensive", "alleged Iranian involvement": words are addressed to whose deed it is.</summary>
    public void AddOwnerOf(TriggerMention mention, NounPhrase phrase)
    {
        var owner = phrase.Possessor >= 0 ? parties.Read(r.Phrases[phrase.Possessor]) : parties.ReadRange(phrase.First, phrase.Head, phrase.Sentence);
        if (owner is { IsActor: true })
            AddParty(mention, FrameRole.Recipient, owner);
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

    public static void AddParty(TriggerMention mention, FrameRole role, Party party)
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
}
