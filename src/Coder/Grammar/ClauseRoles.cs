using Sitrep.Language.Syntax;

namespace Sitrep.Coder.Grammar;

/// <summary>
/// Weighs who stands beside a verb in word order against whom the dependency tree has for it. Word order knows lists, control and datelines better, the tree coordinated
/// verbs, clauses around which a sentence goes on, and relative clauses; where one finds nobody, the other's answer holds.
/// </summary>
internal static class ClauseRoles
{
    /// <summary>The subject, given what word order says.</summary>
    public static NounPhrase? Subject(ReportReading r, VerbGroup verb, NounPhrase? byOrder)
    {
        var token = DependencyClauses.Subject(r, verb.Head);
        if (r.PhraseOf(token) is not { } tree || tree.Index == byOrder?.Index || tree.Sentence != verb.Sentence || !MayBeSubject(r, tree, token))
            return byOrder;
        if (byOrder is null)
            return Chosen(r, verb, "subject", tree, "word order has none");
        if (InOneList(r, token, byOrder.Head))
            return byOrder;
        var relation = r.Tokens[verb.Head].Relation;
        // "accused the army of shelling", "urged them to leave": whose deed that is, word order knows.
        if (verb.Infinitive ? relation != Relation.Conj : verb.Gerund && verb.First > 0 && PhraseFinder.IsPreposition(r, verb.First - 1))
            return byOrder;
        // "before police shot him": who stands right before a finite verb is its subject.
        if (byOrder.End == verb.First && !verb.Gerund && (byOrder.Preposition < 0 || PhraseFinder.IsSubordinator(r, byOrder.Preposition)))
            return byOrder;
        var own = r.Tokens[token].Relation is Relation.Nsubj or Relation.NsubjPass;
        var other = r.Tokens[byOrder.Head].Relation;
        if (own && other is Relation.Obj or Relation.Iobj or Relation.Obl or Relation.OblUnmarked or Relation.OblAgent or Relation.Nmod or Relation.NmodPoss or Relation.Compound)
            return Chosen(r, verb, "subject", tree, $"the tree has \"{r.Tokens[byOrder.Head].Text}\" as {other.ToString().ToLowerInvariant()} of another word");
        // "an order allowing the strike": the noun right before.
        if (relation == Relation.Acl && tree.End == verb.First && !(tree.Preposition >= 0 && r.Lower(tree.Preposition) is "to" or "on" or "via" or "in" or "at" or "with"))
            return Chosen(r, verb, "subject", tree, "the noun that the participle describes");
        return byOrder;
    }

    /// <summary>The object, given what word order says: what follows a verb directly is its object; where nothing does, the tree may find it.</summary>
    public static NounPhrase? Object(ReportReading r, VerbGroup verb, NounPhrase? byOrder)
    {
        if (byOrder is not null || r.PhraseOf(DependencyClauses.Object(r, verb.Head)) is not { } tree || tree.Sentence != verb.Sentence || r.TimeAt[tree.Head] >= 0)
            return byOrder;
        return Chosen(r, verb, "object", tree, "word order has none");
    }

    /// <summary>Whom the tree has for the doer of a passive that word order finds no "by" for.</summary>
    public static NounPhrase? Agent(ReportReading r, VerbGroup verb) =>
        r.PhraseOf(DependencyClauses.Agent(r, verb.Head)) is { } agent && agent.Sentence == verb.Sentence && r.TimeAt[agent.Head] < 0 && agent.Preposition >= 0 && r.Lower(agent.Preposition) == "by"
            ? Chosen(r, verb, "agent", agent, "word order has none") : null;

    private static NounPhrase Chosen(ReportReading r, VerbGroup verb, string role, NounPhrase tree, string reason)
    {
        r.Notes?.Decide(r, verb.Head, role, tree.Span.Of(r.Text), $"by the dependency tree: {reason}");
        return tree;
    }

    /// <summary>Not a dateline ("KABUL: ..."), a time, or a pronoun that nothing resolves.</summary>
    private static bool MayBeSubject(ReportReading r, NounPhrase phrase, int token) =>
        r.TimeAt[token] < 0 && r.Lower(token) is not ("who" or "which" or "that" or "whom" or "what" or "there")
        && !(phrase.First == r.SentenceFirst(phrase.Sentence) && r.Lower(phrase.End) is ":" or "(" or "--" or "\u2014");

    /// <summary>Whether two words are joined in the tree ("Kuwait and its allies").</summary>
    private static bool InOneList(ReportReading r, int one, int other)
    {
        return First(one) == First(other);

        int First(int token)
        {
            for (var n = 0; n < 12 && r.Tokens[token] is { Relation: Relation.Conj or Relation.Appos or Relation.Flat or Relation.Compound, Head: >= 0 } joined; n++)
                token = joined.Head;
            return token;
        }
    }
}
