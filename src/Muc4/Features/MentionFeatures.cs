using Sitrep.Coder.Events;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Muc4.Features;

/// <summary>What a linear model sees of each noun group: its words, what verb or preposition governs it, the coder's role for it, incident words around.</summary>
internal sealed class MentionFeatures
{
    private const int ListReach = 24;

    /// <summary>Of so many mentions of the same thing the contexts are looked at.</summary>
    private const int MostMates = 12;

    private readonly Article _article;
    private readonly WordClusters _clusters;
    private readonly ILookup<int, IncidentWord> _incidents;
    private readonly ILookup<int, VerbGroup> _verbs;
    private readonly List<string>[] _roles;
    private readonly uint[][] _own;
    private readonly List<string>[] _patterns;

    public MentionFeatures(Article article, WordClusters clusters)
    {
        (_article, _clusters) = (article, clusters);
        _incidents = article.Incidents.ToLookup(w => article.Tokens[w.Token].Sentence);
        _verbs = article.Verbs.ToLookup(v => article.Tokens[v.Main].Sentence);
        _roles = new List<string>[article.Groups.Count];
        ReadRoles();
        _patterns = new List<string>[article.Groups.Count];
        foreach (var group in article.Groups)
            _patterns[group.Index] = Patterns(group);
        _own = new uint[article.Groups.Count][];
        var mates = article.Groups.GroupBy(g => g.Entity).ToDictionary(g => g.Key, g => g.ToArray());
        foreach (var group in article.Groups)
            _own[group.Index] = Build(group, mates[group.Entity]);
    }

    public uint[] this[NounGroup group] => _own[group.Index];

    public IReadOnlyList<string> PatternsOf(NounGroup group) => _patterns[group.Index];

    /// <summary>What the coder says it does in its events.</summary>
    public IReadOnlyList<string> RolesOf(NounGroup group) => _roles[group.Index] ?? [];

    private uint[] Build(NounGroup group, NounGroup[] mates)
    {
        var a = _article;
        var bag = new FeatureBag();
        var head = a.Tokens[group.Head].Lemma;
        var named = group.IsName ? "name" : "desc";
        bag.Add("kind", group.Kind.ToString());
        bag.Add("type", group.NameType);
        bag.Add("kindtype", group.Kind + group.NameType);
        bag.Add("h", head);
        bag.Add("suf", head.Length > 3 ? head[^3..] : head);
        for (var t = group.Start; t < group.End; t++)
        {
            bag.Add("w", a.Tokens[t].Lemma);
            if (t < group.Head)
                bag.Add("m", a.Tokens[t].Lower);
        }
        if (group.Head > group.Start)
            bag.Add("hb", a.Tokens[group.Head - 1].Lemma + " " + head);
        bag.Add("first", a.Tokens[group.Start].Tag.ToString());
        bag.Add("plural", a.Tokens[group.Head].Lower.EndsWith('s') ? "1" : "0");
        if (group.OfGroup >= 0)
        {
            bag.Add("of", a.Tokens[a.Groups[group.OfGroup].Head].Lemma);
            bag.Add("ofh", head + " of " + a.Tokens[a.Groups[group.OfGroup].Head].Lemma);
            bag.Add("oftype", a.Groups[group.OfGroup].NameType);
        }
        if (group.Outer >= 0)
        {
            bag.Add("outer", a.Tokens[a.Groups[group.Outer].Head].Lemma);
            foreach (var role in _roles[group.Outer] ?? [])
                bag.Add("orole", role);
        }
        foreach (var c in group.Classes)
            bag.Add("class", c);
        if (group.OfGroup >= 0)
        {
            foreach (var c in a.Groups[group.OfGroup].Classes)
                bag.Add("ofclass", c);
        }
        if (group.Kind == GroupKind.NameAfterTitle && group.Partner >= 0)
        {
            foreach (var c in a.Groups[group.Partner].Classes)
                bag.Add("titleclass", c);
        }
        var main = MainClass(group);
        foreach (var role in _roles[group.Index] ?? [])
        {
            bag.Add("role", role);
            bag.Add("rolemain", role + main);
            bag.Add("role" + named, role);
        }
        foreach (var pattern in _patterns[group.Index])
        {
            bag.Add("pat", pattern);
            bag.Add("pat" + named, pattern);
            bag.Add("patmain", pattern + main);
        }
        if (group.Outer >= 0)
        {
            foreach (var pattern in _patterns[group.Outer])
                bag.Add("opat", pattern);
        }
        ParseFeatures.Add(a, group, main, _incidents[group.Sentence], bag);
        Clusters(group, head, main, bag);
        Window(group, bag);
        SentenceWords(group, bag, "");
        // What is told of the same thing elsewhere.
        foreach (var mate in mates.Take(MostMates))
        {
            if (mate == group)
                continue;
            foreach (var pattern in _patterns[mate.Index])
            {
                bag.Add((group.IsName ? "npat" : "cpat"), pattern);
                bag.Add((group.IsName ? "npatc" : "cpatc"), _clusters.OfPattern(pattern));
            }
            foreach (var role in _roles[mate.Index] ?? [])
                bag.Add((group.IsName ? "nrole" : "crole"), role);
            bag.Add(group.IsName ? "nd" : "cd", ParseFeatures.Governor(a, mate.Head).Name);
            if (group.IsName)
            {
                if (mate.Kind == GroupKind.NameAfterTitle && mate.Partner >= 0)
                    bag.Add("ntitle", a.Tokens[a.Groups[mate.Partner].Head].Lemma);
                SentenceWords(mate, bag, "n");
            }
        }
        bag.AddSize("mates", mates.Length);
        bag.Add(named + "mates", Math.Min(mates.Length, 4));
        bag.AddSize("sent", group.Sentence);
        bag.Add("firstmate", mates[0] == group ? "1" : "0");
        return bag.ToArray();
    }

    /// <summary>The same by classes of words.</summary>
    private void Clusters(NounGroup group, string head, string main, FeatureBag bag)
    {
        var a = _article;
        var own = _clusters.Of(head);
        bag.Add("hc", own);
        bag.Add("hckind", own + group.Kind + group.NameType);
        if (group.Head > group.Start)
            bag.Add("hbc", _clusters.Of(a.Tokens[group.Head - 1].Lemma) + " " + own);
        if (group.OfGroup >= 0)
            bag.Add("ofc", own + " of " + _clusters.Of(a.Tokens[a.Groups[group.OfGroup].Head].Lemma));
        foreach (var pattern in _patterns[group.Index])
        {
            var by = _clusters.OfPattern(pattern);
            bag.Add("patc", by);
            bag.Add("patch", by + own);
            bag.Add("patcmain", by + main);
        }
        foreach (var verb in _verbs[group.Sentence])
            bag.Add("svc", _clusters.Of(verb.Lemma));
        foreach (var (name, token) in new[] { ("L1c", group.Start - 1), ("L2c", group.Start - 2), ("R1c", group.End), ("R2c", group.End + 1) })
        {
            if (a.Lower(token, group.Sentence).Length > 0)
                bag.Add(name, _clusters.Of(a.Tokens[token].Lemma));
        }
    }

    /// <summary>The broadest useful class: a name's kind, else the list that has the noun.</summary>
    public static string MainClass(NounGroup group) => group.IsName ? group.NameType : group.Classes.Count > 1 ? group.Classes[1] : group.Classes.Count > 0 ? group.Classes[0] : "";

    private void Window(NounGroup group, FeatureBag bag)
    {
        var a = _article;
        for (var d = 1; d <= 3; d++)
        {
            var (before, after) = (a.Lower(group.Start - d, group.Sentence), a.Lower(group.End - 1 + d, group.Sentence));
            bag.Add("L" + d, before);
            bag.Add("R" + d, after);
            if (before.Length > 0)
                bag.Add("L", a.Tokens[group.Start - d].Lemma);
            if (after.Length > 0)
                bag.Add("R", a.Tokens[group.End - 1 + d].Lemma);
        }
        bag.Add("L12", a.Lower(group.Start - 2, group.Sentence) + " " + a.Lower(group.Start - 1, group.Sentence));
        bag.Add("R12", a.Lower(group.End, group.Sentence) + " " + a.Lower(group.End + 1, group.Sentence));
        if (group.Kind == GroupKind.NameAfterTitle && group.Partner >= 0)
            bag.Add("title", a.Tokens[a.Groups[group.Partner].Head].Lemma);
        if (a.Lower(group.End, group.Sentence) == "," && group.End + 1 < a.Tokens.Count && a.GroupAt[group.End + 1] >= 0)
            bag.Add("app", a.Tokens[a.Groups[a.GroupAt[group.End + 1]].Head].Lemma);
        if (a.Lower(group.Start - 1, group.Sentence) == "," && group.Start > 1 && a.GroupAt[group.Start - 2] >= 0)
            bag.Add("appb", a.Tokens[a.Groups[a.GroupAt[group.Start - 2]].Head].Lemma);
    }

    private void SentenceWords(NounGroup group, FeatureBag bag, string prefix)
    {
        var a = _article;
        IncidentWord? nearest = null;
        var count = 0;
        foreach (var word in _incidents[group.Sentence])
        {
            if (word.Token >= group.Start && word.Token < group.End)
                continue;
            count++;
            bag.Add(prefix + "inc", a.Tokens[word.Token].Lemma);
            bag.Add(prefix + "inctype", word.Type);
            if (nearest is null || Math.Abs(word.Token - group.Head) < Math.Abs(nearest.Token - group.Head))
                nearest = word;
        }
        bag.Add(prefix + "incs", Math.Min(count, 3));
        if (prefix.Length > 0)
            return;
        if (nearest is not null)
        {
            var side = nearest.Token < group.Head ? "<" : ">";
            bag.Add("near", a.Tokens[nearest.Token].Lemma + side);
            bag.AddSize("neard" + side, Math.Abs(nearest.Token - group.Head));
        }
        foreach (var verb in _verbs[group.Sentence])
            bag.Add("sv", verb.Lemma);
    }

    /// <summary>Grammatical relations to verbs and prepositions, in the manner of AutoSlog's patterns.</summary>
    private List<string> Patterns(NounGroup group)
    {
        var found = new List<string>();
        var a = _article;
        var start = group.Kind == GroupKind.NameAfterTitle && group.Partner >= 0 ? a.Groups[group.Partner].Start : group.Start;
        var governed = Before(group, start, found, 0);
        After(group, governed, found);
        if (a.Lower(group.End, group.Sentence) is "'s" or "'")
        {
            var owned = group.End + 1;
            if (owned < a.Tokens.Count && a.GroupAt[owned] >= 0)
                found.Add("owns " + a.Tokens[a.Groups[a.GroupAt[owned]].Head].Lemma);
        }
        if (a.Lower(start - 1, group.Sentence) is "'s" or "'" && start > 1 && a.GroupAt[start - 2] >= 0)
            found.Add("owner " + a.Groups[a.GroupAt[start - 2]].NameType);
        return found;
    }

    /// <summary>What governs from the left; "" where nothing does, so that it may be a subject.</summary>
    private string Before(NounGroup group, int start, List<string> found, int depth)
    {
        var a = _article;
        var i = start - 1;
        while (i >= 0 && a.Tokens[i].Sentence == group.Sentence && (a.Tokens[i].Tag is Pos.Determiner || a.Tokens[i].Text is "\"" or "'" or "``"))
            i--;
        if (i < 0 || a.Tokens[i].Sentence != group.Sentence)
            return "";
        var token = a.Tokens[i];
        if (a.VerbAt[i] >= 0)
        {
            var verb = a.Verbs[a.VerbAt[i]];
            found.Add($"obj {verb.Lemma} {(verb.Voice == "pas" ? "pas" : "")}");
            if (verb.Hedged)
                found.Add("obj hedged");
            return "obj";
        }
        // "that terrorists killed", "after guerrillas attacked": a clause begins, the group is its subject.
        if (token.Lower is "that" or "because" or "while" or "if" or "when" or "although" or "whether" or "where" or "as" or "since" or "after" or "before" or "until" or "how" or "why"
            && (token.Lower is "that" or "because" or "while" or "if" or "when" or "although" or "whether" or "where" || FiniteVerbAt(group.OfEnd, group.Sentence)))
        {
            found.Add("clause " + token.Lower);
            return "";
        }
        if (token.Tag == Pos.Adposition || token.Lower is "to" or "by" or "against" or "with" or "in" or "at" or "on" or "of" or "from" or "for" or "between" or "near")
        {
            found.Add("pp " + token.Lower);
            var j = i - 1;
            if (j >= 0 && a.Tokens[j].Sentence == group.Sentence)
            {
                if (a.GroupAt[j] >= 0)
                {
                    var noun = a.Groups[a.GroupAt[j]];
                    found.Add($"pp {token.Lower} n {a.Tokens[noun.Head].Lemma}");
                }
                // The nearest verb before it.
                for (var k = j; k >= 0 && k > j - 14 && a.Tokens[k].Sentence == group.Sentence; k--)
                {
                    if (a.VerbAt[k] >= 0)
                    {
                        var verb = a.Verbs[a.VerbAt[k]];
                        found.Add($"pp {token.Lower} v {verb.Lemma} {verb.Voice}");
                        break;
                    }
                }
            }
            return "pp";
        }
        // A later member of a list has what the first has.
        if ((token.Text is "," or ";" || token.Lower is "and" or "or" or "as") && depth < 5)
        {
            var j = i - 1;
            if (j >= 0 && (a.Tokens[j].Text == "," || a.Tokens[j].Lower is "and" or "well"))
                j--;
            if (j >= 0 && a.Tokens[j].Text is "]" or ")")
            {
                while (j >= 0 && a.Tokens[j].Text is not ("[" or "(") && a.Tokens[j].Sentence == group.Sentence)
                    j--;
                j--;
            }
            if (j >= 0 && a.Tokens[j].Sentence == group.Sentence && a.GroupAt[j] >= 0)
            {
                var mate = a.Groups[a.GroupAt[j]];
                found.Add("list " + (mate.IsName ? mate.NameType : a.Tokens[mate.Head].Lemma));
                return Before(mate, mate.Kind == GroupKind.NameAfterTitle && mate.Partner >= 0 ? a.Groups[mate.Partner].Start : mate.Start, found, depth + 1);
            }
            if (j >= 0 && a.Tokens[j].Sentence == group.Sentence && a.VerbAt[j] >= 0)
                return "";
        }
        return "";
    }

    private bool FiniteVerbAt(int token, int sentence)
    {
        while (_article.Is(token, Pos.Adverb))
            token++;
        return token < _article.Tokens.Count && _article.Tokens[token].Sentence == sentence && _article.VerbAt[token] >= 0 && _article.Verbs[_article.VerbAt[token]].Voice is "act" or "pas" or "bare";
    }

    private void After(NounGroup group, string governed, List<string> found)
    {
        var a = _article;
        var prefix = governed.Length > 0 ? "nv" : "subj";
        var i = group.OfEnd;
        if (a.Lower(i, group.Sentence) is "who" or "which" or "that" || (a.Lower(i, group.Sentence) == "," && a.Lower(i + 1, group.Sentence) is "who" or "which"))
        {
            i += a.Tokens[i].Text == "," ? 2 : 1;
            for (var k = i; k < i + 3 && k < a.Tokens.Count && a.Tokens[k].Sentence == group.Sentence; k++)
            {
                if (a.VerbAt[k] >= 0)
                {
                    var verb = a.Verbs[a.VerbAt[k]];
                    found.Add($"subj {verb.Lemma} {Passive(verb)}");
                    found.Add("rel");
                    break;
                }
            }
            if (governed.Length > 0)
                return;
        }
        if (a.Lower(i, group.Sentence).Length > 0 && a.VerbAt[i] >= 0 && a.Verbs[a.VerbAt[i]] is { Voice: "ger" or "bare" } reduced)
            found.Add($"red {reduced.Lemma} {reduced.Voice}");
        var afterWho = false;
        for (var k = i; k < i + ListReach && k < a.Tokens.Count && a.Tokens[k].Sentence == group.Sentence; k++)
        {
            if (a.Tokens[k].Lower is "who" or "which" or "that")
                afterWho = true;
            if (a.VerbAt[k] < 0)
                continue;
            var verb = a.Verbs[a.VerbAt[k]];
            k = verb.Main;
            if (afterWho)
            {
                afterWho = false;
                continue;
            }
            if (verb.Voice is "ger" or "inf")
                continue;
            found.Add($"{prefix} {verb.Lemma} {Passive(verb)}");
            if (governed.Length == 0)
            {
                if (verb.Hedged)
                    found.Add("subj hedged");
                // "killed a judge": subject, verb and object together.
                var o = verb.Main + 1;
                while (a.Is(o, Pos.Determiner) || a.Is(o, Pos.Adverb))
                    o++;
                if (o < a.Tokens.Count && a.Tokens[o].Sentence == group.Sentence && a.GroupAt[o] >= 0)
                    found.Add($"subj {verb.Lemma} {a.Tokens[a.Groups[a.GroupAt[o]].Head].Lemma}");
            }
            break;
        }
    }

    private static string Passive(VerbGroup verb) => verb.Voice is "pas" ? "pas" : verb.Voice is "bare" ? "bare" : "act";

    private void ReadRoles()
    {
        foreach (var coded in _article.Coded.Events)
        {
            if (coded.Type is not (EventType.Assault or EventType.Coerce or EventType.Threaten or EventType.Protest or EventType.Accuse))
                continue;
            var mode = coded.Modes.Count > 0 ? coded.Modes[0] : "";
            foreach (var participant in coded.Participants)
            {
                if (participant.Mention is not { } mention)
                    continue;
                for (var t = _article.TokenAt(mention.Start); t < _article.Tokens.Count && _article.Tokens[t].Span.Start < mention.End; t++)
                {
                    var g = _article.GroupAt[t];
                    if (g < 0 || (_article.Groups[g].Head != t && _article.Groups[g].Kind == GroupKind.Whole && !_article.Groups[g].IsName))
                        continue;
                    var roles = _roles[g] ??= [];
                    roles.Add($"{coded.Type} {participant.Role}");
                    roles.Add($"{coded.Type} {mode} {participant.Role}");
                    roles.Add($"{coded.Factuality} {participant.Role}");
                    if (participant.Sectors.Count > 0)
                        roles.Add("sector " + participant.Sectors[0]);
                    foreach (var category in participant.Categories)
                        roles.Add("category " + category);
                }
            }
        }
    }
}
