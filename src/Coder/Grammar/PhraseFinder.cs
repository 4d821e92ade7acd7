using Sitrep.Language.Segmentation;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Coder.Grammar;

/// <summary>Finds noun and verb groups: one pass over the tags of each sentence, as the finite-state systems of MUC did.</summary>
internal static class PhraseFinder
{
    private static readonly HashSet<string> Be = new(StringComparer.Ordinal) { "be", "get" };
    private static readonly HashSet<string> Modals = new(StringComparer.Ordinal)
    {
        "can", "could", "may", "might", "must", "ought", "shall", "should", "will", "would", "'ll", "'d", "wo",
    };

    private static readonly HashSet<string> Subordinators = new(StringComparer.Ordinal)
    {
        "after", "although", "as", "because", "before", "if", "once", "since", "so", "than", "that", "though", "till", "unless", "until",
        "when", "where", "whereas", "whether", "while",
    };

    private static readonly HashSet<string> Prepositions = new(StringComparer.Ordinal)
    {
        "about", "above", "across", "after", "against", "along", "alongside", "amid", "among", "around", "as", "at", "before", "behind", "below",
        "beneath", "beside", "between", "beyond", "by", "despite", "during", "except", "following", "for", "from", "in", "inside", "into", "like",
        "near", "of", "off", "on", "onto", "opposite", "out", "outside", "over", "past", "per", "since", "than", "through", "throughout", "to",
        "toward", "towards", "under", "until", "upon", "via", "with", "within", "without", "including", "ahead", "aboard", "amidst", "amongst",
    };

    public static void Find(ReportReading r)
    {
        foreach (var sentence in r.Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken;)
            {
                var next = TryVerbGroup(r, i, sentence) ?? TryNounPhrase(r, i, sentence);
                i = next ?? i + 1;
            }
        }
        foreach (var phrase in r.Phrases)
            Link(r, phrase);
    }

    /// <summary>Whether a token is a preposition that governs the noun phrase after it.</summary>
    public static bool IsPreposition(ReportReading r, int token) =>
        Prepositions.Contains(r.Lower(token)) && r.VerbAt[token] < 0;

    /// <summary>Whether a token opens a subordinate clause.</summary>
    public static bool IsSubordinator(ReportReading r, int token) => Subordinators.Contains(r.Lower(token));

    private static int? TryVerbGroup(ReportReading r, int start, Sentence sentence)
    {
        var first = r.Tokens[start];
        var infinitive = first.Lower == "to" && start + 1 < sentence.EndToken && StartsVerb(r, start + 1, sentence.EndToken, afterTo: true);
        if (!infinitive && !IsVerbal(r, start))
            return null;
        bool be = false, have = false, negated = false, present = false;
        var modal = "";
        var i = infinitive ? start + 1 : start;
        var head = -1;
        while (i < sentence.EndToken)
        {
            var token = r.Tokens[i];
            if (r.TimeAt[i] >= 0 && head >= 0 && r.Tokens[head].Tag == Pos.Auxiliary && i - start < 8)
            {
                i++;
                continue;
            }
            if (token.Lower is "not" or "n't" or "never")
            {
                negated = true;
                i++;
                continue;
            }
            if (head >= 0 && token.Tag == Pos.Adverb && r.Tokens[head].Tag == Pos.Auxiliary)
            {
                i++;
                continue;
            }
            if (infinitive && head < 0 && token.Tag == Pos.Adverb)
            {
                i++;
                continue;
            }
            if (!IsVerbal(r, i) && !(infinitive && head < 0))
                break;
            if (head >= 0 && r.Tokens[head].Tag != Pos.Auxiliary)
                break;
            head = i;
            if (token.Tag == Pos.Auxiliary)
            {
                if (Modals.Contains(token.Lower))
                    modal = token.Lower;
                else if (Be.Contains(token.Lemma) || token.Lower is "'re" or "'m" or "been" or "was" or "were" or "is" or "are")
                    be = true;
                else if (token.Lemma == "have" || token.Lower is "'ve" or "has" or "had")
                    have = true;
                present |= token.Lower is "is" or "are" or "has" or "have" or "'ve" or "'re";
                i++;
                continue;
            }
            i++;
            break;
        }
        if (head < 0)
            return null;
        var tag = r.Tokens[head].Tag;
        var participle = tag == Pos.Participle;
        if (participle && !be && head > start && r.Tokens[start].Lemma == "get")
            be = true;
        var group = new VerbGroup
        {
            Index = r.Verbs.Count,
            First = start,
            Head = head,
            End = head + 1,
            Sentence = r.Tokens[start].Sentence,
            HasBe = be,
            HasHave = have,
            Negated = negated,
            Infinitive = infinitive,
            Gerund = !be && (tag == Pos.Gerund || (head == start && r.Tokens[head].Lower.EndsWith("ing", StringComparison.Ordinal) && r.Tokens[head].Lemma != r.Tokens[head].Lower)),
            Modal = modal,
            Passive = participle && be,
            BarePast = (participle || (tag == Pos.Verb && LooksLikeParticiple(r.Tokens[head]))) && !be && !have && modal.Length == 0 && !infinitive,
            Present = present,
        };
        r.Verbs.Add(group);
        for (var t = start; t < group.End; t++)
            r.VerbAt[t] = group.Index;
        return group.End;
    }

    /// <summary>Past forms that are also participles.</summary>
    private static readonly HashSet<string> AmbiguousPasts = new(StringComparer.Ordinal) { "shot", "held", "hurt", "hit", "sent", "struck", "brought", "caught", "kept", "met", "set", "cut" };

    private static bool LooksLikeParticiple(Token token) =>
        token.Lower != token.Lemma && (token.Lower.EndsWith("ed", StringComparison.Ordinal) || AmbiguousPasts.Contains(token.Lower));

    private static bool StartsVerb(ReportReading r, int token, int limit, bool afterTo)
    {
        while (token < limit && r.Tokens[token].Tag == Pos.Adverb)
            token++;
        return token < limit && (r.Tokens[token].Tag is Pos.Verb or Pos.Auxiliary || (afterTo && r.Tokens[token].Tag == Pos.Participle && r.Tokens[token].Lemma == r.Tokens[token].Lower))
            && r.NameAt[token] < 0;
    }

    /// <summary>Whether a token is a verb here: participles and gerunds that stand before a noun as its modifier are not.</summary>
    private static bool IsVerbal(ReportReading r, int token)
    {
        var tag = r.Tokens[token].Tag;
        if (r.NameAt[token] >= 0 || r.ActorAt[token] is not null || r.TimeAt[token] >= 0)
            return false;
        if (tag == Pos.Verb && ModifiesNoun(r, token))
            return false;
        if (tag is Pos.Verb or Pos.Auxiliary)
            return r.Tokens[token].Tag != Pos.Auxiliary || r.Tokens[token].Lower is not "'s" || !FollowsNominal(r, token);
        if (tag is not (Pos.Participle or Pos.Gerund))
            return false;
        if (tag == Pos.Gerund && IsDeedNoun(r, token))
            return false;
        var before = token - 1;
        while (before >= 0 && r.Tokens[before].Tag == Pos.Adverb)
            before--;
        if (before < 0 || r.Tokens[before].Sentence != r.Tokens[token].Sentence)
            return true;
        var previous = r.Tokens[before];
        if (token + 1 >= r.Tokens.Count)
            return true;
        var nextNominal = r.Tokens[token + 1].Tag is Pos.Noun or Pos.ProperNoun or Pos.Adjective && r.Tokens[token + 1].Sentence == r.Tokens[token].Sentence;
        // "the wounded soldiers", "two armed men", "our besieged towns": a modifier, not a verb.
        if (nextNominal && (previous.Tag is Pos.Determiner or Pos.Adjective || previous.Lower is "'s" or "\u2019s" or "its" or "their" or "his" or "her"))
            return false;
        if (previous.Tag == Pos.Determiner && !nextNominal && tag == Pos.Gerund)
            return false;
        if (previous.Tag == Pos.Determiner && previous.Lower is "the" or "a" or "an" && tag == Pos.Participle)
            return false;
        return true;
    }

    /// <summary>"a suicide bombing that", "the killing of": a form in -ing that is a noun for a deed and has no object.</summary>
    private static bool IsDeedNoun(ReportReading r, int token)
    {
        if (token == 0 || Lexicons.TriggerLexicon.Nouns.Find(r.Tokens[token].Lower) is null || r.Tokens[token - 1].Sentence != r.Tokens[token].Sentence)
            return false;
        var next = token + 1 < r.Tokens.Count ? r.Tokens[token + 1].Tag : Pos.Punctuation;
        return r.Tokens[token - 1].Tag is Pos.Noun or Pos.Adjective or Pos.Determiner or Pos.ProperNoun or Pos.Number && next is not (Pos.Determiner or Pos.ProperNoun or Pos.Noun or Pos.Pronoun or Pos.Number);
    }

    /// <summary>"Turkey's escalating attacks", "the wounded soldiers": a form that stands between an owner or article and a noun.</summary>
    private static bool ModifiesNoun(ReportReading r, int token)
    {
        var form = r.Tokens[token].Lower;
        if (token == 0 || token + 1 >= r.Tokens.Count || !(form.EndsWith("ing", StringComparison.Ordinal) || form.EndsWith("ed", StringComparison.Ordinal)))
            return false;
        return (r.Lower(token - 1) is "'s" or "\u2019s" or "the" or "its" or "their" or "his" or "her" or "these" or "those") && r.Tokens[token + 1].Tag is Pos.Noun or Pos.ProperNoun;
    }

    private static bool FollowsNominal(ReportReading r, int token) =>
        token > 0 && r.Tokens[token - 1].Tag is Pos.Noun or Pos.ProperNoun;

    private static int? TryNounPhrase(ReportReading r, int start, Sentence sentence)
    {
        if (r.TimeAt[start] >= 0 && !TimeModifies(r, start, sentence.EndToken))
            return null;
        var tag = r.Tokens[start].Tag;
        if (r.Lower(start) == "there" && r.NameAt[start] < 0)
            return null;
        if (tag == Pos.Pronoun && r.NameAt[start] < 0)
            return Add(r, start, start + 1, start, pronoun: r.Lower(start) is not ("who" or "which" or "that" or "what" or "whom" or "whose"));
        int i = start, head = -1;
        while (i < sentence.EndToken && i - start < 25)
        {
            if (r.TimeAt[i] >= 0)
            {
                if (!TimeModifies(r, i, sentence.EndToken))
                    break;
                var time = r.TimeAt[i];
                while (i < sentence.EndToken && r.TimeAt[i] == time)
                    i++;
                if (r.Lower(i) is "'s" or "'")
                    i++;
                continue;
            }
            if (r.ActorAt[i] is not null)
            {
                i = r.ActorEnd[i];
                head = i - 1;
                continue;
            }
            if (r.NameAt[i] >= 0)
            {
                var name = r.NameAt[i];
                while (i < sentence.EndToken && r.NameAt[i] == name)
                    i++;
                head = i - 1;
                continue;
            }
            var token = r.Tokens[i];
            if (token.Tag is Pos.Noun or Pos.ProperNoun)
            {
                head = i++;
                continue;
            }
            if (token.Tag == Pos.Number || r.NumberAt[i] >= 0)
            {
                if (head >= 0 && token.Tag == Pos.Number && r.NumberAt[i] >= 0 && head >= start && r.NumberAt[head] != r.NumberAt[i] && i + 1 < sentence.EndToken && r.Tokens[head].Tag == Pos.Noun)
                    break;
                if (token.Tag is Pos.Verb or Pos.Auxiliary)
                    break;
                i++;
                continue;
            }
            if (token.Tag == Pos.Determiner)
            {
                if (head >= 0)
                    break;
                i++;
                continue;
            }
            if (token.Tag == Pos.Adjective)
            {
                i++;
                continue;
            }
            if (token.Tag == Pos.Adverb && head < 0 && i + 1 < sentence.EndToken && r.Tokens[i + 1].Tag is Pos.Adjective or Pos.Participle && i > start)
            {
                i++;
                continue;
            }
            if (token.Tag is Pos.Participle or Pos.Gerund or Pos.Verb && !IsVerbal(r, i))
            {
                if (i + 1 >= sentence.EndToken || r.Tokens[i + 1].Tag is not (Pos.Noun or Pos.ProperNoun or Pos.Adjective))
                    head = i;
                i++;
                continue;
            }
            if (token.Lower == "of" && head == i - 1 && head >= start && OfficeWithOf(r, head, sentence.EndToken) is var office and > 0)
            {
                i = office;
                head = office - 1;
                continue;
            }
            if (token.Text is "\"" or "\u201c" or "\u201d" or "''" or "``" && ClosesSoon(r, i, sentence.EndToken, out var close))
            {
                i = close;
                head = close - 1;
                continue;
            }
            break;
        }
        if (i == start)
            return null;
        if (head < 0)
        {
            // "36 were killed", "the wounded", "dozens".
            var last = i - 1;
            if (r.NumberAt[last] < 0 && r.Tokens[last].Tag is not (Pos.Number or Pos.Adjective or Pos.Participle))
                return null;
            if (r.Tokens[last].Tag == Pos.Adjective && r.Tokens[start].Tag != Pos.Determiner && r.NumberAt[start] < 0)
                return null;
            head = last;
        }
        return Add(r, start, head + 1, head, pronoun: false);
    }

    /// <summary>The end of an office that has "of" in it and stands before a name: "Secretary of State", "Minister of Information"; 0 where there is none.</summary>
    private static int OfficeWithOf(ReportReading r, int head, int limit)
    {
        if (Lexicons.WordLexicons.Parties.Match(r.Tokens, head, limit, out var end) is { IsOffice: true } && end > head + 2)
            return end;
        if (r.Tokens[head].Lemma is not ("minister" or "secretary" or "director" or "president" or "chief"))
            return 0;
        for (var t = head + 2; t < Math.Min(limit, head + 7); t++)
        {
            if (r.NameAt[t] >= 0 && r.Names[r.NameAt[t]].Type == "PER")
                return t > head + 2 ? t : 0;
            if (r.Tokens[t].Tag is not (Pos.ProperNoun or Pos.Noun or Pos.Conjunction or Pos.Adjective) || r.NameAt[t] >= 0)
                return 0;
        }
        return 0;
    }

    /// <summary>A short quoted name inside a noun phrase: the "Santo Tomas" farm.</summary>
    private static bool ClosesSoon(ReportReading r, int open, int limit, out int end)
    {
        end = open;
        for (var i = open + 1; i < Math.Min(limit, open + 6); i++)
        {
            if (r.Tokens[i].Text is "\"" or "\u201d" or "''" && i > open + 1)
            {
                end = i + 1;
                return i + 1 < limit && (r.Tokens[i + 1].Tag is Pos.Noun or Pos.Adjective);
            }
            if (r.Tokens[i].Tag is not (Pos.Noun or Pos.ProperNoun or Pos.Adjective or Pos.Determiner))
                return false;
        }
        return false;
    }

    private static bool TimeModifies(ReportReading r, int token, int limit)
    {
        var time = r.TimeAt[token];
        var end = token;
        while (end < limit && r.TimeAt[end] == time)
            end++;
        if (end >= limit)
            return false;
        if (r.Lower(end) is "'s" or "'")
            return end + 1 < limit && r.Tokens[end + 1].Tag is Pos.Noun or Pos.ProperNoun or Pos.Adjective or Pos.Gerund;
        var inside = token > 0 && r.Tokens[token - 1].Tag is Pos.Determiner or Pos.Adjective && r.Tokens[token - 1].Sentence == r.Tokens[token].Sentence;
        return (inside || r.Lower(token) is "last" or "this") && r.Tokens[end].Tag is Pos.Noun or Pos.ProperNoun && inside;
    }

    private static int Add(ReportReading r, int first, int end, int head, bool pronoun)
    {
        var lower = r.Lower(first);
        var phrase = new NounPhrase
        {
            Index = r.Phrases.Count,
            First = first,
            End = end,
            Head = head,
            Sentence = r.Tokens[first].Sentence,
            Span = r.SpanOf(first, end),
            IsPronoun = pronoun,
            IsDefinite = lower is "the" or "this" or "that" or "these" or "those" or "both",
            IsIndefinite = lower is "a" or "an" or "another" or "one" or "some" or "several" || r.NumberAt[first] >= 0,
            HasPronounPossessor = lower is "his" or "her" or "their" or "its" or "our" or "my" or "your",
            IsNegated = lower is "no",
        };
        r.Phrases.Add(phrase);
        for (var t = first; t < end; t++)
            r.PhraseAt[t] = phrase.Index;
        return end;
    }

    private static void Link(ReportReading r, NounPhrase phrase)
    {
        var before = phrase.First - 1;
        if (before >= 0 && r.Lower(before) is "both" or "either")
            before--;
        // Quotation marks do not part a preposition from its noun.
        while (before >= 0 && r.Tokens[before].Text is "\"" or "\u201c" or "(" or "[")
            before--;
        if (before >= 0 && r.Tokens[before].Sentence == phrase.Sentence && IsPreposition(r, before))
        {
            phrase.Preposition = before;
            if (r.Lower(before) == "of" && r.PhraseOf(before - 1) is { } whole && whole.Sentence == phrase.Sentence)
                whole.Of = phrase.Index;
        }
        if (before >= 0 && r.Lower(before) is "'s" or "'" or "\u2019s" or "\u2019" && r.PhraseOf(before - 1) is { } owner && owner.Sentence == phrase.Sentence)
            phrase.Possessor = owner.Index;
    }
}
