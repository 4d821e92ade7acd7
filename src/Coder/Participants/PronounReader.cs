using Sitrep.Coder.Grammar;
using Sitrep.Language.Coreference;

namespace Sitrep.Coder.Participants;

/// <summary>Tells whom pronouns stand for: by what stands around them, and by Language's coreference where that finds nobody.</summary>
internal sealed class PronounReader(ReportReading r, PhraseFacts facts, PartyReader parties)
{
    /// <summary>Noun phrases that a pronoun looks back over.</summary>
    private const int PronounReach = 25;

    /// <summary>Steps along a chain of Language's coreference.</summary>
    private const int DeepestChain = 8;

    private Party? _author;
    private bool _authorRead;

    /// <summary>Who "his", "its", "their" or "our" before a noun stands for; null where that is open.</summary>
    public Party? ReadOwner(NounPhrase phrase)
    {
        var word = r.Lower(phrase.First) switch { "his" => "he", "her" => "she", "its" => "it", "their" => "they", "our" => "we", "my" => "i", _ => "" };
        if (word.Length == 0)
            return null;
        var party = Resolve(phrase, 1, word);
        return party.IsActor ? party : null;
    }

    /// <summary>Whom a pronoun stands for; a party of its own words where nobody is found.</summary>
    public Party Resolve(NounPhrase phrase, int depth, string? form = null)
    {
        var word = form ?? r.Lower(phrase.First);
        var unresolved = new Party { Mention = phrase.Span, DisplayName = phrase.Span.Of(r.Text), Phrase = phrase.Index };
        if (depth > 2)
            return unresolved;
        if (word is "we" or "us" or "i" or "me")
        {
            var inside = r.AttributionsAt(phrase.First);
            if (inside.Count > 0 && r.Attributions[inside[^1]].Source is { } speaker && !speaker.Overlaps(phrase.Span))
                return parties.ReadSource(speaker) with { Mention = phrase.Span };
            // "We condemn": in a statement without a speaker, whoever the statement begins with.
            return word is "we" or "us" && Author() is { } author ? author with { Mention = phrase.Span, Count = null } : unresolved;
        }
        var single = word is "he" or "she" or "him" or "her" or "himself" or "herself";
        var group = word is "they" or "them" or "it" or "themselves" or "itself";
        if (!single && !group)
            return unresolved;
        if (group)
            return (GroupMeant(phrase, word, depth + 1) ?? Corefers(phrase, depth + 1, p => p is { IsNamedPerson: false })) is { } meant ? meant with { Mention = phrase.Span, Count = null } : unresolved;
        for (var p = phrase.Index - 1; p >= 0 && phrase.Index - p <= PronounReach && phrase.Sentence - r.Phrases[p].Sentence <= 3; p--)
        {
            if (r.Phrases[p] is not { IsPronoun: false } candidate || facts.NameIn(candidate) is not { Type: "PER" })
                continue;
            var party = parties.Read(candidate, depth + 1);
            if (party.IsNamedPerson)
                return party with { Mention = phrase.Span };
        }
        return Corefers(phrase, depth + 1, p => p.IsNamedPerson || p.IsPeople || p.IsOffice) is { } one ? one with { Mention = phrase.Span } : unresolved;
    }

    /// <summary>What Language's coreference ties a pronoun to, where the rules above find nobody: the nearest earlier name or noun of its chain that fits.</summary>
    private Party? Corefers(NounPhrase phrase, int depth, Func<Party, bool> fits)
    {
        if (MentionAt(phrase.Head) is not { } mention)
            return null;
        for (var step = 0; step < DeepestChain && mention.Antecedent is { } before; step++)
        {
            mention = r.Analysis.Mentions[before];
            if (mention.Kind == MentionKind.Pronoun || r.PhraseOf(mention.HeadToken) is not { IsPronoun: false } candidate || candidate.Index >= phrase.Index)
                continue;
            var party = parties.Read(candidate, depth);
            if (party.IsActor && fits(party))
                return party;
        }
        return null;
    }

    private EntityMention? MentionAt(int token)
    {
        var mentions = r.Analysis.Mentions;
        int low = 0, high = mentions.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (mentions[middle].EndToken <= token)
                low = middle + 1;
            else
                high = middle;
        }
        return low < mentions.Count && mentions[low].HeadToken == token && mentions[low].Kind == MentionKind.Pronoun ? mentions[low] : null;
    }

    /// <summary>The state or body whose statement the text is: the subject of its first sentence.</summary>
    private Party? Author()
    {
        if (_authorRead)
            return _author;
        _authorRead = true;
        foreach (var phrase in r.Phrases)
        {
            if (phrase.Sentence > 1)
                break;
            if (phrase.IsPronoun || phrase.Preposition >= 0 || r.VerbOf(phrase.End) is not { } verb || r.Tokens[verb.Head].Lemma is not ("condemn" or "welcome" or "strongly" or "urge" or "call" or "express" or "remain" or "support" or "be" or "deplore" or "commend" or "congratulate" or "extend" or "reaffirm" or "join" or "offer" or "stand"))
                continue;
            var party = parties.Read(phrase, 2);
            if (party is { IsActor: true, IsNamedPerson: false, IsPeople: false } && (party.IsCountry || party.ActorId.Length > 0 || party.Sectors.Contains("GOV")))
                return _author = party;
        }
        return null;
    }

    /// <summary>The body, group or state that "it", "they" or "its" before a noun stands for: the last one that was not just a complement.</summary>
    public Party? GroupMeant(NounPhrase phrase, string word, int depth)
    {
        var plural = word is "they" or "them" or "themselves";
        for (var p = phrase.Index - 1; p >= 0 && phrase.Index - p <= PronounReach && phrase.Sentence - r.Phrases[p].Sentence <= 3; p--)
        {
            var candidate = r.Phrases[p];
            if (candidate.IsPronoun || (candidate.Preposition >= 0 && r.Lower(candidate.Preposition) is not ("to" or "by")))
                continue;
            // What a verb is done to is seldom meant by the next "it" or "its".
            if (candidate.First > 0 && r.VerbAt[candidate.First - 1] >= 0)
                continue;
            var party = parties.Read(candidate, depth);
            if (party is not { IsActor: true, IsNamedPerson: false, IsOffice: false })
                continue;
            if (party.IsPlace ? !plural && party.IsCountry : !plural && !party.IsPeople || plural && (party.IsArmed || party.IsPeople || facts.IsPlural(candidate)))
                return party;
        }
        return null;
    }
}
