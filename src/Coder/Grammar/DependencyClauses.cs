using Sitrep.Language.Segmentation;
using Sitrep.Language.Syntax;

namespace Sitrep.Coder.Grammar;

/// <summary>Who and what a verb is said of as the dependency tree has it; tokens, -1 where the tree names none.</summary>
internal static class DependencyClauses
{
    /// <summary>Steps from a verb to the verb that its subject stands at ("agreed to try to stop attacking").</summary>
    private const int Deepest = 5;

    /// <summary>Verbs whose infinitive keeps their subject although somebody is told of it: "promised them to leave".</summary>
    private static readonly HashSet<string> KeepsSubject = new(StringComparer.Ordinal) { "promise", "threaten", "vow", "pledge", "use" };

    /// <summary>The subject of a verb: its own, that of the verb it is joined to, what a relative or reduced clause describes, who is to do what an infinitive says.</summary>
    public static int Subject(ReportReading r, int verb, int depth = 0)
    {
        if (depth > Deepest)
            return -1;
        var own = Child(r, verb, Relation.Nsubj, Relation.NsubjPass);
        var token = r.Tokens[verb];
        var head = token.Head;
        if (own >= 0)
            return head >= 0 && IsRelative(r, own) ? Described(r, verb) is >= 0 and var described ? described : own : own;
        if (head < 0)
            return -1;
        return token.Relation switch
        {
            Relation.Conj when IsVerb(r, head) => Subject(r, head, depth + 1),
            Relation.AclRelcl => head,
            // "a plan to attack" is no plan that attacks.
            Relation.Acl when IsInfinitive(r, verb) => -1,
            Relation.Acl => head,
            Relation.Xcomp => !KeepsSubject.Contains(r.Tokens[head].Lemma) && Child(r, head, Relation.Obj, Relation.Iobj) is >= 0 and var told ? told : Subject(r, head, depth + 1),
            Relation.Advcl when IsVerb(r, head) => Subject(r, head, depth + 1),
            _ => -1,
        };
    }

    /// <summary>The direct object of a verb; in a relative clause that lacks one and has a subject, the noun that the clause describes.</summary>
    public static int Object(ReportReading r, int verb)
    {
        var own = Child(r, verb, Relation.Obj, Relation.Obj);
        if (own < 0)
            return -1;
        return IsRelative(r, own) && Described(r, verb) is >= 0 and var described ? described : own;
    }

    /// <summary>Whom a passive says that it was done by; -1 where nobody is named.</summary>
    public static int Agent(ReportReading r, int verb) => Child(r, verb, Relation.OblAgent, Relation.OblAgent);

    /// <summary>Whether a verb is a past participle that describes a noun: "rebels captured near the border".</summary>
    public static bool Describes(ReportReading r, int verb) =>
        r.Tokens[verb] is { Relation: Relation.Acl, Penn: "VBN" } && Child(r, verb, Relation.Obj, Relation.Nsubj) < 0;

    /// <summary>The noun that the relative clause of a verb describes.</summary>
    private static int Described(ReportReading r, int verb)
    {
        for (var n = 0; n < Deepest && verb >= 0; n++)
        {
            var token = r.Tokens[verb];
            if (token.Relation == Relation.AclRelcl)
                return token.Head;
            if (token.Relation is not (Relation.Conj or Relation.Xcomp or Relation.Ccomp))
                return -1;
            verb = token.Head;
        }
        return -1;
    }

    private static int Child(ReportReading r, int token, Relation one, Relation other)
    {
        for (var child = r.FirstChild(token); child >= 0; child = r.NextChild(child))
        {
            if (r.Tokens[child].Relation is var relation && (relation == one || relation == other))
                return child;
        }
        return -1;
    }

    private static bool IsRelative(ReportReading r, int token) => r.Lower(token) is "who" or "which" or "that" or "whom";

    private static bool IsVerb(ReportReading r, int token) => r.Tokens[token].Tag is PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Gerund;

    private static bool IsInfinitive(ReportReading r, int token) => r.VerbOf(token) is { Infinitive: true };
}
