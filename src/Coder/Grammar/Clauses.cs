using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Coder.Grammar;

/// <summary>A noun phrase and the preposition before it.</summary>
internal readonly record struct Complement(string Preposition, NounPhrase Phrase);

/// <summary>Finds subjects, objects and complements by walking from a word; looks at most <see cref="ReportReading.Reach"/> tokens far.</summary>
internal static class Clauses
{
    /// <summary>Who or what a verb is said of; null where the text does not say it nearby.</summary>
    public static NounPhrase? Subject(ReportReading r, VerbGroup verb, int depth = 0)
    {
        if (depth > 4)
            return null;
        var first = Math.Max(r.SentenceFirst(verb.Sentence), verb.First - ReportReading.Reach);
        var crossedComma = false;
        var i = verb.First - 1;
        while (i >= first && r.Tokens[i].Tag == Pos.Adverb && r.PhraseAt[i] < 0)
            i--;
        if (i >= first && r.Lower(i) is "and" or "or" or "but" or "then" && PreviousVerb(r, verb, i) is { } coordinated && !PhraseBetweenIsSubject(r, coordinated, i))
            return Subject(r, coordinated, depth + 1);
        if (i >= first && r.Lower(i) is "who" or "which" or "that" && r.VerbAt[i] < 0)
        {
            var antecedent = i - 1;
            while (antecedent >= first && r.Tokens[antecedent].Tag == Pos.Punctuation)
                antecedent--;
            if (antecedent >= first && r.PhraseOf(antecedent) is { } noun)
                return noun.Preposition >= 0 && r.Lower(noun.Preposition) is not "of" && r.Lower(i) == "who" && PhraseBefore(r, noun) is { } outer && r.Lower(i) == "who" ? Choose(r, noun, outer) : noun;
            if (r.Lower(i) != "that")
                return null;
        }
        var openedByPreposition = verb.Gerund && i >= first && (PhraseFinder.IsPreposition(r, i) || r.Lower(i) is ",");
        if (openedByPreposition)
        {
            if (PreviousVerb(r, verb, i) is not { } main)
                return null;
            // "accused Russia of shelling": the object of the verb before does it.
            if (r.Lower(i) is "of" or "from" or "for" or "into" && !main.Passive && Object(r, main) is { } accused && accused.End <= i)
                return accused;
            return Subject(r, main, depth + 1);
        }
        if (i >= first && r.Lower(i) == "," && !verb.Infinitive && AroundInsertion(r, i, first, verb.Sentence) is { } framed)
            return framed;
        while (i >= first)
        {
            if (r.Tokens[i].Text is ")" or "]")
            {
                i = SkipBack(r, i, first) - 1;
                continue;
            }
            if (r.Tokens[i].Text is "," or "\u2014" or "-" or "--" or "\u2013")
            {
                crossedComma = true;
                i--;
                continue;
            }
            if (r.Tokens[i].Text is ";" or ":")
                return null;
            if (r.PhraseOf(i) is { } phrase)
            {
                var governed = phrase.Preposition >= 0;
                var preposition = governed ? r.Lower(phrase.Preposition) : "";
                var clause = governed && !crossedComma && PhraseFinder.IsSubordinator(r, phrase.Preposition) && !verb.Infinitive;
                if (governed && preposition == "for" && verb.Infinitive)
                    clause = true;
                var owner = phrase.End < r.Tokens.Count && r.Lower(phrase.End) is "'s" or "'";
                // "a soldier guarding the substation was wounded": the object of a participle that describes the subject.
                if (!governed && !crossedComma && phrase.First > first && r.VerbOf(phrase.First - 1) is { Gerund: true } describing && describing.First > first
                    && r.PhraseAt[describing.First - 1] >= 0)
                {
                    i = describing.First - 1;
                    continue;
                }
                // "the gunmen who attacked the mosque were killed": the object inside a relative clause.
                if (!governed && !verb.Infinitive && !verb.Gerund && phrase.First > first && r.VerbOf(phrase.First - 1) is { } inside && RelativeBefore(r, inside, first) is { } relative)
                {
                    i = relative - 1;
                    continue;
                }
                // "clashes between soldiers and militants left": the second of two that a preposition governs.
                if (!governed && phrase.First - 2 > first && r.Lower(phrase.First - 1) is "and" or "or" && EndingAt(r, phrase.First - 2, phrase.Sentence) is { Preposition: >= 0 } mate
                    && r.Lower(mate.Preposition) is "between" or "with" or "against" or "in" or "at" or "on")
                {
                    i = mate.Preposition - 1;
                    continue;
                }
                if ((!governed || clause) && !owner)
                {
                    var afterVerb = crossedComma && phrase.First > first && r.VerbAt[phrase.First - 1] >= 0;
                    var apposed = crossedComma && phrase.First > first && r.Tokens[phrase.First - 1].Text == "," && PhraseBefore(r, phrase) is { Preposition: < 0 } head
                        && head.End == phrase.First - 1;
                    if (!afterVerb && !apposed)
                        return phrase;
                }
                i = (governed ? phrase.Preposition : phrase.First) - 1;
                continue;
            }
            if (r.VerbOf(i) is { } other)
            {
                // "was reported to have killed", "said it would withdraw": an infinitive takes the subject of the verb before it.
                if (!verb.Infinitive && !verb.Gerund && RelativeBefore(r, other, first) is { } pronoun)
                {
                    i = pronoun - 1;
                    continue;
                }
                if (verb.Infinitive && !crossedComma)
                    return Subject(r, other, depth + 1);
                // "a report released Tuesday alleged", "a bomb planted by rebels killed": a participle that describes the subject.
                if (!verb.Infinitive && !verb.Gerund && other.BarePast && other.First > first && r.PhraseOf(other.First - 1) is { } described && described.End == other.First
                    && (described.Preposition < 0 || PhraseFinder.IsSubordinator(r, described.Preposition)) && Object(r, other) is null)
                {
                    i = other.First - 1;
                    continue;
                }
                if (!crossedComma && !verb.Infinitive)
                    return verb.BarePast || verb.Gerund ? Object(r, other) : null;
                i = other.First - 1;
                continue;
            }
            if (PhraseFinder.IsSubordinator(r, i) && !crossedComma)
                return null;
            i--;
        }
        return null;
    }

    /// <summary>The noun phrase right after a verb; null where none follows directly.</summary>
    public static NounPhrase? Object(ReportReading r, VerbGroup verb, int from = -1)
    {
        var i = from < 0 ? verb.End : from;
        var limit = Math.Min(r.SentenceEnd(verb.Sentence), i + 12);
        while (i < limit)
        {
            // "shot dead four guerrillas": the phrase may begin inside the words of the trigger.
            if (r.PhraseOf(i) is { } phrase && (phrase.First == i || i == from))
                return phrase.Possessor >= 0 || !IsOwner(r, phrase) ? phrase : Owned(r, phrase);
            if (r.Tokens[i].Tag == Pos.Adverb || r.TimeAt[i] >= 0 || r.Tokens[i].Text is "\"" or "\u201c" || r.Lower(i) is "both")
            {
                i++;
                continue;
            }
            return null;
        }
        return null;
    }

    /// <summary>Prepositional phrases after a word, until a verb or a new clause.</summary>
    public static List<Complement> Complements(ReportReading r, int from, int sentence)
    {
        var found = new List<Complement>();
        var limit = Math.Min(r.SentenceEnd(sentence), from + 30);
        for (var i = from; i < limit; i++)
        {
            if (r.Tokens[i].Text is "(" or "[")
            {
                i = SkipForward(r, i, limit);
                continue;
            }
            if (r.Tokens[i].Text is ";" or ":" or "\u2014" || (r.VerbAt[i] >= 0 && i > from) || r.Lower(i) is "who" or "which" or "that" or "because" or "while" or "when")
                break;
            if (r.PhraseOf(i) is not { } phrase)
                continue;
            if (phrase.Preposition >= 0 && phrase.Preposition >= from)
            {
                // "according to a bishop" belongs to no frame; "the president of Venezuela" is one party.
                var before = r.Lower(phrase.Preposition - 1);
                var nested = r.Lower(phrase.Preposition) == "of" && phrase.Preposition > from && r.PhraseOf(phrase.Preposition - 1) is not null;
                if (nested || (r.Lower(phrase.Preposition) == "to" && before is "according" or "due" or "thanks" or "prior"))
                {
                    i = phrase.End - 1;
                    continue;
                }
                var target = IsOwner(r, phrase) ? Owned(r, phrase) ?? phrase : phrase;
                found.Add(new Complement(r.Lower(phrase.Preposition), target));
                i = Math.Max(target.End, phrase.End) - 1;
            }
            else
            {
                i = phrase.End - 1;
            }
        }
        return found;
    }

    /// <summary>The phrase and those joined to it by "and", commas or "as well as", in text order.</summary>
    public static List<NounPhrase> Joined(ReportReading r, NounPhrase phrase, bool mayHaveVerb = false)
    {
        var all = new List<NounPhrase> { phrase };
        var current = phrase;
        while (all.Count < 12 && NextJoined(r, current, requireEnd: !mayHaveVerb) is { } next)
        {
            all.Add(next);
            current = next;
        }
        return all;
    }

    /// <summary>The phrases joined before one that ends a list, and it: "fourteen civilians, five soldiers and one guard".</summary>
    public static List<NounPhrase> JoinedBefore(ReportReading r, NounPhrase phrase)
    {
        var all = new List<NounPhrase> { phrase };
        var current = phrase;
        var joinedByAnd = false;
        while (all.Count < 12)
        {
            var i = current.First - 1;
            if (i < r.SentenceFirst(phrase.Sentence))
                break;
            if (r.Lower(i) is "and" or "&" || (r.Lower(i) == "as" && r.Lower(i - 1) == "well"))
            {
                joinedByAnd = true;
                i -= r.Lower(i) == "as" ? 2 : 1;
                if (r.Lower(i) == ",")
                    i--;
            }
            else if (r.Lower(i) == "," && joinedByAnd)
            {
                i--;
            }
            else
            {
                break;
            }
            var before = EndingAt(r, i, current.Sentence);
            if (before is null)
                break;
            // "between the two neighbours, and Chile accepted": a comma before a lone "and" after a governed noun opens a clause.
            if (all.Count == 1 && before.Preposition >= 0 && r.Lower(i + 1) == ",")
                break;
            all.Insert(0, before);
            current = before;
        }
        return all;
    }

    /// <summary>The phrase directly before another in the same sentence; null where there is none within reach.</summary>
    public static NounPhrase? PhraseBefore(ReportReading r, NounPhrase phrase) =>
        phrase.Index > 0 && r.Phrases[phrase.Index - 1] is var before && before.Sentence == phrase.Sentence ? before : null;

    /// <summary>The verb group that ends last before a token of the same sentence.</summary>
    public static VerbGroup? PreviousVerb(ReportReading r, VerbGroup verb, int before)
    {
        var index = verb.Index - 1;
        return index >= 0 && r.Verbs[index] is var other && other.Sentence == verb.Sentence && other.End <= before + 1 ? other : null;
    }

    /// <summary>Whether a token opens a clause of its own: always for "while", for "after" only where a subject and its verb follow.</summary>
    public static bool OpensClause(ReportReading r, int token)
    {
        switch (r.Lower(token))
        {
            case "while" or "when" or "who" or "because" or "although" or "where" or "which":
                return true;
            case "after" or "before" or "as" or "since" when r.PhraseOf(token + 1) is { } phrase && phrase.Sentence == r.Tokens[token].Sentence:
                for (var t = phrase.End; t < Math.Min(r.SentenceEnd(phrase.Sentence), phrase.End + 8); t++)
                {
                    if (r.VerbOf(t) is { } verb)
                        return !verb.Gerund && !verb.Infinitive && Subject(r, verb)?.Index is { } subject && subject >= phrase.Index;
                }
                return false;
            default:
                return false;
        }
    }

    /// <summary>Whether a phrase is followed by a possessive ending.</summary>
    public static bool IsOwner(ReportReading r, NounPhrase phrase) =>
        phrase.End < r.Tokens.Count && r.Lower(phrase.End) is "'s" or "'" or "\u2019s" or "\u2019" && Owned(r, phrase) is not null;

    /// <summary>The phrase that a possessor owns.</summary>
    public static NounPhrase? Owned(ReportReading r, NounPhrase owner) =>
        owner.Index + 1 < r.Phrases.Count && r.Phrases[owner.Index + 1] is var next && next.Possessor == owner.Index ? next : null;

    /// <summary>The relative pronoun that a verb's clause begins with; null where it begins with none.</summary>
    private static int? RelativeBefore(ReportReading r, VerbGroup verb, int first)
    {
        var i = verb.First - 1;
        while (i > first && r.Tokens[i].Tag == Pos.Adverb)
            i--;
        return i > first && r.Lower(i) is "who" or "which" or "that" && r.VerbAt[i] < 0 && r.PhraseAt[i - 1] >= 0 ? i : null;
    }

    /// <summary>"Sharif Hotak, of the provincial council, said": the phrase before an insertion between commas.</summary>
    private static NounPhrase? AroundInsertion(ReportReading r, int comma, int first, int sentence)
    {
        for (var i = comma - 1; i >= Math.Max(first, comma - 25); i--)
        {
            if (r.Tokens[i].Text is ";" or ":" or "(")
                return null;
            if (r.Lower(i) != ",")
                continue;
            if (r.Lower(i + 1) is "and" or "but" or "when" or "while")
                return null;
            var before = EndingAt(r, i - 1, sentence);
            return before is { Preposition: < 0 } && !(before.First > first && r.VerbAt[before.First - 1] >= 0) && r.TimeAt[before.Head] < 0 ? before : null;
        }
        return null;
    }

    private static NounPhrase? NextJoined(ReportReading r, NounPhrase phrase, bool requireEnd)
    {
        var end = EndWithComplements(r, phrase);
        var limit = r.SentenceEnd(phrase.Sentence);
        var i = end;
        var and = false;
        if (i < limit && r.Tokens[i].Text is "(" or "[")
            i = SkipForward(r, i, limit) + 1;
        if (i < limit && r.Lower(i) == ",")
            i++;
        if (i < limit && r.Lower(i) is "and" or "&" or "or")
        {
            and = true;
            i++;
        }
        if (i == end || i >= limit || r.PhraseOf(i) is not { } next || next.First != i || next.IsPronoun)
            return null;
        // "strikes on the group in Iraq and Syria": a place joins the place before it, not what lies there.
        if (r.ToponymAt[next.Head] >= 0 && r.ToponymAt[phrase.Head] < 0 && end > phrase.End && r.ToponymAt[end - 1] >= 0)
            return null;
        // "killed five, and the army said": a phrase with a verb of its own opens a new clause.
        var after = next.End;
        while (after < limit && r.Tokens[after].Tag == Pos.Adverb)
            after++;
        if (requireEnd && after < limit && r.VerbOf(after) is { Gerund: false, Infinitive: false } own && own.First == after && !own.BarePast)
            return null;
        if (!and)
        {
            // A bare comma joins only where the list goes on to an "and".
            var nextEnd = EndWithComplements(r, next);
            if (nextEnd >= limit || r.Lower(nextEnd) is not ("," or "and"))
                return null;
            if (r.Lower(nextEnd) == "," && r.NumberAt[next.First] < 0 && NextJoined(r, next, requireEnd) is null)
                return null;
        }
        return next;
    }

    private static int EndWithComplements(ReportReading r, NounPhrase phrase)
    {
        var end = phrase.End;
        var limit = r.SentenceEnd(phrase.Sentence);
        for (var n = 0; n < 2 && end + 1 < limit; n++)
        {
            if (r.Lower(end) is "of" or "from" or "in" && r.PhraseOf(end + 1) is { } inner && inner.First == end + 1)
                end = inner.End;
            else
                break;
        }
        return end;
    }

    private static NounPhrase? EndingAt(ReportReading r, int token, int sentence)
    {
        if (token < r.SentenceFirst(sentence) || r.PhraseOf(token) is not { } phrase)
            return null;
        for (var n = 0; n < 2 && phrase.Preposition >= 0; n++)
        {
            if (r.Lower(phrase.Preposition) is "of" or "from" or "in" && PhraseBefore(r, phrase) is { } outer && outer.End == phrase.Preposition)
                phrase = outer;
            else
                break;
        }
        return phrase;
    }

    private static bool PhraseBetweenIsSubject(ReportReading r, VerbGroup before, int and) =>
        // "fired at police and soldiers fled": the phrase right before the verb is its own subject; here none stands between "and" and the verb.
        before.End > and;

    private static NounPhrase Choose(ReportReading r, NounPhrase inner, NounPhrase outer) =>
        r.ToponymAt[inner.Head] >= 0 || inner.End == inner.First ? outer : inner;

    private static int SkipBack(ReportReading r, int close, int first)
    {
        for (var i = close - 1; i >= first && close - i < 15; i--)
        {
            if (r.Tokens[i].Text is "(" or "[")
                return i;
        }
        return close;
    }

    private static int SkipForward(ReportReading r, int open, int limit)
    {
        for (var i = open + 1; i < limit && i - open < 15; i++)
        {
            if (r.Tokens[i].Text is ")" or "]")
                return i;
        }
        return open;
    }
}
