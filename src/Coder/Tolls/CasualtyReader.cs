using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Participants;
using Sitrep.Language.Numbers;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Coder.Tolls;

/// <summary>Reads how many people were harmed, how, and which group they belong to.</summary>
internal sealed class CasualtyReader(ReportReading r, PartyReader parties)
{
    private readonly List<CasualtyMention> _found = [];
    private readonly HashSet<int> _usedPhrases = [];
    private readonly HashSet<int> _together = [];
    private readonly HashSet<int> _parts = [];

    /// <summary>Every toll of the text, in the order of its words.</summary>
    public List<CasualtyMention> Find()
    {
        for (var t = 0; t < r.Tokens.Count; t++)
        {
            if (r.VerbAt[t] >= 0 && r.Verbs[r.VerbAt[t]].Head == t)
                FromVerb(r.Verbs[r.VerbAt[t]]);
            else if (r.VerbAt[t] < 0)
                FromWord(t);
        }
        FindParts();
        _found.Sort((a, b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Token.CompareTo(b.Token));
        return _found;
    }

    /// <summary>Noun phrases whose numbers are tolls.</summary>
    public bool IsToll(int phrase) => _usedPhrases.Contains(phrase);

    private void FromVerb(VerbGroup verb)
    {
        var limit = r.SentenceEnd(verb.Sentence);
        var word = WordLexicons.HarmVerbs.Match(r.Tokens, verb.Head, limit, out var end);
        if (word is null || (end == verb.End && word.Phrase.Contains(' ', StringComparison.Ordinal)))
        {
            ClaimedLives(verb, limit);
            return;
        }
        if (verb.Modal is "could" or "may" or "might" or "will" or "would" || (verb.Infinitive && !IsReported(verb)))
            return;
        var subject = Clauses.Subject(r, verb);
        var obj = Clauses.Object(r, verb);
        if (word.Frame == HarmFrame.Subject)
        {
            if (subject is not null)
                AddAll(word.Harm, Clauses.JoinedBefore(r, subject), verb.Head, verb.Negated, end, requirePeople: false);
            return;
        }
        // "60 people were killed and injured", "killed and injured 60 people": both harms counted together.
        var harm = word.Harm;
        if (harm is Harm.Killed or Harm.Injured && obj is null && end + 1 < limit && r.Lower(end) is "and" or "or"
            && r.VerbOf(end + 1) is { HasBe: false, HasHave: false, Modal: "" } second
            && WordLexicons.HarmVerbs.Find(r.Tokens[second.Head].Lemma) is { Harm: Harm.Killed or Harm.Injured } other && other.Harm != harm)
        {
            obj = Clauses.Object(r, second);
            if (obj is null == (verb.Passive || verb.BarePast && subject is not null && obj is null))
            {
                harm = Harm.Casualties;
                _together.Add(second.Index);
            }
        }
        if (_together.Contains(verb.Index))
            return;
        var passive = verb.Passive || (verb.BarePast && (obj is null || r.Lower(verb.End) == "by"));
        if (passive)
        {
            if (subject is not null)
                AddAll(harm, Clauses.JoinedBefore(r, subject), verb.Head, verb.Negated, end, word.Frame == HarmFrame.PersonObject);
        }
        else if (obj is not null)
        {
            AddAll(harm, Clauses.Joined(r, obj), verb.Head, verb.Negated, end, word.Frame == HarmFrame.PersonObject);
        }
    }

    private bool IsReported(VerbGroup verb) =>
        verb.HasHave || (Clauses.PreviousVerb(r, verb, verb.First - 1) is { } before && r.Tokens[before.Head].Lemma is "report" or "believe" or "say" or "think" or "continue");

    /// <summary>"claimed the lives of 12 people".</summary>
    private void ClaimedLives(VerbGroup verb, int limit)
    {
        if (r.Tokens[verb.Head].Lemma is not ("claim" or "cost" or "lose" or "take") || Clauses.Object(r, verb) is not { } obj || r.Tokens[obj.Head].Lemma != "life")
            return;
        if (r.Tokens[verb.Head].Lemma == "lose" && Clauses.Subject(r, verb) is { } losers)
            AddAll(Harm.Killed, Clauses.JoinedBefore(r, losers), verb.Head, verb.Negated, Math.Min(limit, obj.End), requirePeople: false);
        else if (obj.Of >= 0)
            AddAll(Harm.Killed, Clauses.Joined(r, r.Phrases[obj.Of]), verb.Head, verb.Negated, Math.Min(limit, obj.End), requirePeople: false);
        else if (NumberIn(obj) is { } number)
            Add(Harm.Killed, number.Range, null, obj, verb.Head, obj.End);
    }

    private void FromWord(int token)
    {
        var limit = r.SentenceEnd(r.Tokens[token].Sentence);
        if (WordLexicons.HarmNouns.Match(r.Tokens, token, limit, out var end) is not { } word || r.NameAt[token] >= 0)
            return;
        var phrase = r.PhraseOf(token);
        switch (word.Frame)
        {
            case HarmFrame.State:
                FromState(word.Harm, token, phrase);
                break;
            case HarmFrame.Counted when phrase is not null && phrase.Head == end - 1:
                FromCounted(word, token, phrase);
                break;
            case HarmFrame.Toll when phrase is not null && phrase.Head == end - 1:
                FromToll(token, end, limit, phrase);
                break;
            case HarmFrame.Of when phrase is not null && phrase.Head == end - 1:
                if (phrase.Of >= 0)
                    AddAll(word.Harm, Clauses.Joined(r, r.Phrases[phrase.Of]), token, phrase.IsNegated, end, requirePeople: true);
                break;
        }
    }

    /// <summary>"three dead", "41 wounded civilians", "36 Taliban dead", "190 were dead".</summary>
    private void FromState(Harm harm, int token, NounPhrase? phrase)
    {
        if (phrase is not null && NumberIn(phrase) is { } number)
        {
            var people = phrase.Head != token && parties.Read(phrase) is { IsActor: true } party ? party : null;
            if (phrase.Head == token && WordLexicons.Parties.MatchBackward(r.Tokens, phrase.First, token, out _) is not null)
                people = parties.ReadRange(phrase.First, token, phrase.Sentence);
            Add(harm, number.Range, people, phrase, token, phrase.End);
            return;
        }
        var before = token - 1;
        while (before > 0 && (r.Tokens[before].Tag is Pos.Adverb || r.Tokens[before].Text == ","))
            before--;
        if (r.PhraseOf(before) is { } left && left.End == before + 1 && left.Sentence == r.Tokens[token].Sentence && NumberIn(left) is not null && r.Lower(token) is not "missing")
        {
            AddAll(harm, [left], token, negated: false, token + 1, requirePeople: false);
            return;
        }
        if (r.VerbOf(before) is { HasBe: true } be && Clauses.Subject(r, be) is { } subject && !(r.Lower(token) == "missing" && NumberIn(subject) is null))
            AddAll(harm, Clauses.JoinedBefore(r, subject), token, be.Negated, token + 1, requirePeople: false);
    }

    /// <summary>"three casualties", "the death of a civilian", "the confirmed deaths are fourteen civilians and five soldiers".</summary>
    private void FromCounted(HarmWord word, int token, NounPhrase phrase)
    {
        if (phrase.IsNegated)
        {
            Add(word.Harm, CountRange.Exactly(0), null, phrase, token, phrase.End);
            return;
        }
        if (NumberIn(phrase) is { } number)
        {
            var people = parties.ReadRange(phrase.First, token, phrase.Sentence);
            if (phrase.Of >= 0 && parties.Read(r.Phrases[phrase.Of]) is { IsActor: true } group)
                people = group;
            Add(word.Harm, number.Range, people is { IsActor: true } ? people : null, phrase, token, phrase.End);
            return;
        }
        if (phrase.Of >= 0)
        {
            AddAll(word.Harm, Clauses.Joined(r, r.Phrases[phrase.Of]), token, negated: false, phrase.End, requirePeople: true);
            return;
        }
        if (phrase.End < r.Tokens.Count && r.VerbOf(phrase.End) is { } be && be.Sentence == phrase.Sentence && r.Tokens[be.Head].Lemma == "be" && Clauses.Object(r, be) is { } list)
            AddAll(word.Harm, Clauses.Joined(r, list), token, negated: false, phrase.End, requirePeople: false);
    }

    /// <summary>"the death toll rose to 41", "an earlier toll of 27".</summary>
    private void FromToll(int token, int end, int limit, NounPhrase phrase)
    {
        for (var t = end; t < Math.Min(limit, end + 14); t++)
        {
            if (r.NumberAt[t] < 0 || r.Numbers[r.NumberAt[t]] is not { IsOrdinal: false } number || number.Unit.Length > 0)
                continue;
            var holder = r.PhraseOf(t);
            var party = holder is null ? null : parties.Read(holder);
            var mention = Add(Harm.Killed, number.Range, party is { IsActor: true } ? party : null, holder ?? phrase, token, Math.Max(number.EndToken, holder?.End ?? 0));
            for (var w = Math.Max(r.SentenceFirst(phrase.Sentence), phrase.First - 4); w < t; w++)
            {
                if (r.Lower(w) is "earlier" or "initial" or "previous" or "initially" or "previously")
                    mention.Scope = CasualtyScope.Superseded;
                else if (r.Lower(w) is "raising" or "bringing" or "brings" or "raises" or "brought" or "raised" or "total" or "overall")
                    mention.Scope = CasualtyScope.Cumulative;
            }
            return;
        }
    }

    /// <summary>"20 fighters, including two commanders": the two are a part of the twenty.</summary>
    private void FindParts()
    {
        foreach (var whole in _found.ToArray())
        {
            var from = whole.End;
            var limit = Math.Min(r.SentenceEnd(whole.Sentence), from + 6);
            for (var t = from; t < limit; t++)
            {
                if (r.Lower(t) is not ("including" or "among") && r.Tokens[t].Lemma != "include")
                    continue;
                var at = r.Lower(t) == "among" && r.Lower(t + 1) == "them" ? t + 2 : t + 1;
                if (r.PhraseOf(at) is { } phrase && phrase.Sentence == whole.Sentence)
                {
                    foreach (var one in Clauses.Joined(r, phrase))
                    {
                        var party = parties.Read(one);
                        if (!party.IsActor || !_parts.Add(one.Index) || CountOf(one, party) is not { } count)
                            continue;
                        var part = Add(whole.Harm, count, party, one, whole.Token, one.End);
                        part.Scope = CasualtyScope.Part;
                        part.Whole = whole;
                    }
                }
                break;
            }
        }
    }

    private void AddAll(Harm harm, IEnumerable<NounPhrase> phrases, int token, bool negated, int end, bool requirePeople)
    {
        foreach (var phrase in phrases)
        {
            if (Clauses.IsOwner(r, phrase) && phrase.Index + 1 < r.Phrases.Count)
                continue;
            var party = parties.Read(phrase);
            var bare = NumberIn(phrase) is not null && !party.IsTarget && !party.IsWeapon && !party.IsPlace && IsBareNumber(phrase);
            var people = party.IsPeople || party.IsNamedPerson || party.IsOffice || party.IsArmed || (party.IsActor && NumberIn(phrase) is not null);
            if (!people && !bare || party.IsTarget || party.IsCountry || (party.IsPlace && !people))
                continue;
            if (requirePeople && !people)
                continue;
            var count = negated || phrase.IsNegated ? CountRange.Exactly(0) : CountOf(phrase, party);
            if (count is null)
                continue;
            var group = bare && !people ? null : party;
            Add(harm, count, group, phrase, token, Math.Max(phrase.End, end));
        }
    }

    private bool IsBareNumber(NounPhrase phrase)
    {
        var head = r.Tokens[phrase.Head];
        return r.NumberAt[phrase.Head] >= 0 || head.Lemma is "more" or "other" or "people" or "person";
    }

    /// <summary>The number of a phrase; one for a single person; null for an uncounted plural.</summary>
    private CountRange? CountOf(NounPhrase phrase, Party party)
    {
        if (NumberIn(phrase) is { } number)
            return number.Range;
        var head = r.Tokens[phrase.Head];
        if (party.IsNamedPerson)
            return CountRange.Exactly(1);
        if (phrase.IsPronoun)
            return null;
        var plural = head.Lower != head.Lemma && head.Lower.EndsWith('s') || head.Lower is "people" or "men" or "women" or "children" or "personnel" or "police" or "troops" or "taliban"
            || head.Lemma is "person" && head.Lower != "person" || head.Lower.EndsWith("men", StringComparison.Ordinal);
        if (plural || party.ActorId.Length > 0 || (!party.IsPeople && !party.IsOffice && !party.IsArmed))
            return null;
        var noun = WordLexicons.Parties.MatchBackward(r.Tokens, phrase.First, phrase.Head + 1, out _);
        return noun is { IsBody: false } ? CountRange.Exactly(1) : null;
    }

    private NumberExpression? NumberIn(NounPhrase phrase)
    {
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (r.NumberAt[t] >= 0 && r.Numbers[r.NumberAt[t]] is { IsOrdinal: false, Unit: "" } number && !Ages.IsAge(r, t))
                return number;
        }
        return null;
    }

    private CasualtyMention Add(Harm harm, CountRange count, Party? group, NounPhrase phrase, int token, int end)
    {
        _usedPhrases.Add(phrase.Index);
        // The same phrase harmed twice by one word is read once.
        for (var i = _found.Count - 1; i >= Math.Max(0, _found.Count - 8); i--)
        {
            if (_found[i].First == phrase.First && _found[i].Harm == harm && Math.Abs(_found[i].Token - token) < 3 && _found[i].Sentence == phrase.Sentence)
                return _found[i];
        }
        var mention = new CasualtyMention
        {
            Harm = harm,
            Count = count,
            Group = group is null ? null : group with { Count = null, DisplayName = WithoutHarm(group.DisplayName) },
            First = Math.Min(phrase.First, token),
            End = Math.Min(r.SentenceEnd(phrase.Sentence), Math.Max(end, token + 1)),
            Token = token,
            Sentence = phrase.Sentence,
        };
        MarkScope(mention);
        _found.Add(mention);
        return mention;
    }

    /// <summary>"wounded civilians" are civilians.</summary>
    private static string WithoutHarm(string name)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && WordLexicons.HarmNouns.Find(name[..space]) is { Frame: HarmFrame.State } ? name[(space + 1)..] : name;
    }

    private void MarkScope(CasualtyMention mention)
    {
        var first = Math.Max(r.SentenceFirst(mention.Sentence), mention.First - 6);
        var end = Math.Min(r.SentenceEnd(mention.Sentence), mention.End + 4);
        for (var t = first; t < end; t++)
        {
            if (r.Lower(t) == "total" && r.Lower(t - 1) == "in")
                mention.Scope = CasualtyScope.Cumulative;
            else if (t < mention.First && r.Tokens[t].Lemma is "bring" or "raise" && t + 8 > mention.First && r.VerbAt[t] >= 0)
                mention.Scope = CasualtyScope.Cumulative;
        }
    }
}
