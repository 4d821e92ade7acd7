using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Coreference;

/// <summary>Finds what may be tied together: names, noun phrases for people and bodies, and pronouns.</summary>
internal sealed class MentionFinder
{
    private static readonly FrozenDictionary<string, (string Kind, string Kin)> Nouns =
        Lexicon.Lines("actor_nouns").ToFrozenDictionary(line => line[0], line => (line[1], line[2]), StringComparer.Ordinal);

    private static readonly FrozenSet<string> Titles = Lexicon.Set("titles");

    /// <summary>Nouns for places, which a name of a place may stand behind: "the city".</summary>
    private static readonly FrozenSet<string> PlaceNouns = FrozenSet.Create(
        StringComparer.Ordinal, "city", "town", "village", "country", "province", "capital", "district", "region", "island", "camp", "port", "territory", "nation", "enclave");

    private static readonly FrozenDictionary<string, Gender> Genders = new Dictionary<string, Gender>(StringComparer.Ordinal)
    {
        ["mr."] = Gender.Male,
        ["mr"] = Gender.Male,
        ["sir"] = Gender.Male,
        ["king"] = Gender.Male,
        ["prince"] = Gender.Male,
        ["pope"] = Gender.Male,
        ["man"] = Gender.Male,
        ["men"] = Gender.Male,
        ["boy"] = Gender.Male,
        ["father"] = Gender.Male,
        ["son"] = Gender.Male,
        ["brother"] = Gender.Male,
        ["husband"] = Gender.Male,
        ["gunman"] = Gender.Male,
        ["spokesman"] = Gender.Male,
        ["chairman"] = Gender.Male,
        ["businessman"] = Gender.Male,
        ["policeman"] = Gender.Male,
        ["mrs."] = Gender.Female,
        ["mrs"] = Gender.Female,
        ["ms."] = Gender.Female,
        ["ms"] = Gender.Female,
        ["miss"] = Gender.Female,
        ["queen"] = Gender.Female,
        ["princess"] = Gender.Female,
        ["woman"] = Gender.Female,
        ["women"] = Gender.Female,
        ["girl"] = Gender.Female,
        ["mother"] = Gender.Female,
        ["daughter"] = Gender.Female,
        ["sister"] = Gender.Female,
        ["wife"] = Gender.Female,
        ["widow"] = Gender.Female,
        ["spokeswoman"] = Gender.Female,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>How far before a noun its phrase may begin.</summary>
    private const int LongestPhrase = 8;

    private readonly Document _document;
    private readonly Token[] _tokens;
    private readonly IReadOnlyList<NameMention> _names;
    private readonly List<MentionDraft> _mentions = [];

    private MentionFinder(Document document, IReadOnlyList<NameMention> names)
    {
        _document = document;
        _tokens = document.Tokens;
        _names = names;
    }

    /// <summary>The mentions in text order; a noun phrase may hold a name ("the Taliban fighters").</summary>
    public static List<MentionDraft> Find(Document document, IReadOnlyList<NameMention> names)
    {
        var finder = new MentionFinder(document, names);
        var name = 0;
        foreach (var sentence in document.Sentences)
        {
            var verb = sentence.EndToken;
            for (var i = sentence.FirstToken; i < sentence.EndToken && verb == sentence.EndToken; i++)
            {
                if (finder._tokens[i].Tag is PartOfSpeech.Verb or PartOfSpeech.Auxiliary)
                    verb = i;
            }

            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                while (name < names.Count && names[name].EndToken <= i)
                    name++;
                if (name < names.Count && names[name].FirstToken <= i)
                {
                    if (names[name].FirstToken == i)
                        finder.AddName(names[name], sentence, verb);
                    continue;
                }

                finder.Add(i, sentence, verb);
            }
        }

        finder._mentions.Sort((a, b) => a.First != b.First ? a.First.CompareTo(b.First) : b.End.CompareTo(a.End));
        return finder._mentions;
    }

    private void AddName(NameMention name, Sentence sentence, int verb)
    {
        if (name.Type == "WEAPON")
            return;
        var offices = new List<string>();
        var gender = Gender.Unknown;
        for (var k = name.FirstToken - 1; k >= Math.Max(sentence.FirstToken, name.FirstToken - 5) && IsTitleWord(k); k--)
            Note(k);

        // "Ghani, the president of Afghanistan,".
        for (var k = name.EndToken + 1; k < Math.Min(sentence.EndToken, name.EndToken + 8) && _tokens[name.EndToken].Lower == ","; k++)
        {
            if (_tokens[k].Lower == "," || _tokens[k].Tag is PartOfSpeech.Verb or PartOfSpeech.Auxiliary)
                break;
            Note(k);
        }

        _mentions.Add(new MentionDraft
        {
            First = name.FirstToken,
            End = name.EndToken,
            Head = HeadOf(name),
            Kind = MentionKind.Name,
            Sentence = _tokens[name.FirstToken].Sentence,
            Type = name.Type,
            Plural = name.Type == "NORP" && _tokens[name.EndToken - 1].Lower[^1] == 's',
            Collective = name.Type is "ORG" or "NORP",
            Gender = gender,
            Definite = true,
            Subject = name.FirstToken < verb,
            Name = name.DisplayName,
            Offices = offices,
        });

        void Note(int k)
        {
            var word = _tokens[k].Lemma;
            if (gender == Gender.Unknown)
                gender = Genders.GetValueOrDefault(_tokens[k].Lower);
            if (Titles.Contains(word) || Nouns.ContainsKey(word))
                offices.Add(word);
        }

        bool IsTitleWord(int k) => Titles.Contains(_tokens[k].Lower) || _tokens[k].Tag is PartOfSpeech.Noun or PartOfSpeech.Adjective or PartOfSpeech.ProperNoun;
    }

    /// <summary>"Ministry" of "Ministry of Defence", else the last word.</summary>
    private int HeadOf(NameMention name)
    {
        for (var i = name.FirstToken + 1; i < name.EndToken - 1; i++)
        {
            if (_tokens[i].Lower is "of" or "for")
                return i - 1;
        }

        return name.EndToken - 1;
    }

    private void Add(int i, Sentence sentence, int verb)
    {
        var token = _tokens[i];
        if (Pronoun(token.Lower) is var (gender, plural, human) && !IsEmpty(i, sentence))
        {
            _mentions.Add(new MentionDraft
            {
                First = i,
                End = i + 1,
                Head = i,
                Kind = MentionKind.Pronoun,
                Sentence = token.Sentence,
                Type = human ? "PER" : "",
                Plural = plural,
                Gender = gender,
                Definite = true,
                Subject = i < verb,
            });
            return;
        }

        if (token.Tag != PartOfSpeech.Noun)
            return;
        var known = Nouns.TryGetValue(token.Lemma, out var noun);
        if (!known && !PlaceNouns.Contains(token.Lemma))
            return;

        // Only the last noun of a phrase is its head: "police station" is no police.
        if (i + 1 < sentence.EndToken && _tokens[i + 1].Tag is PartOfSpeech.Noun or PartOfSpeech.ProperNoun)
            return;
        var first = i;
        while (first > sentence.FirstToken && i - first < LongestPhrase && _tokens[first - 1].Tag is PartOfSpeech.Adjective or PartOfSpeech.Noun or PartOfSpeech.Number or PartOfSpeech.ProperNoun or PartOfSpeech.Participle)
            first--;
        var determiner = first > sentence.FirstToken && _tokens[first - 1].Tag is PartOfSpeech.Determiner ? _tokens[first - 1].Lower : "";
        if (determiner.Length > 0)
            first--;
        var isPlural = token.Lower != token.Lemma || noun.Kind == "people";
        var place = !known;
        if (place && determiner is not ("the" or "this" or "that"))
            return;
        _mentions.Add(new MentionDraft
        {
            First = first,
            End = i + 1,
            Head = i,
            Kind = MentionKind.Nominal,
            Sentence = token.Sentence,
            Type = place ? "LOC" : noun.Kind == "person" ? "PER" : "ORG",
            Plural = isPlural,
            Collective = noun.Kind is "body" or "people",
            Gender = Genders.GetValueOrDefault(token.Lower, Genders.GetValueOrDefault(token.Lemma)),
            Kin = place ? "place" : noun.Kin,
            Definite = determiner is "the" or "this" or "that" or "these" or "those" or "both" || determiner is "his" or "her" or "their" or "its",
            Subject = i < verb,
            Offices = [token.Lemma],
        });
    }

    private static (Gender Gender, bool Plural, bool Human)? Pronoun(string lower) => lower switch
    {
        "he" or "him" or "his" or "himself" => (Gender.Male, false, true),
        "she" or "her" or "hers" or "herself" => (Gender.Female, false, true),
        "they" or "them" or "their" or "theirs" or "themselves" => (Gender.Unknown, true, false),
        "it" or "its" or "itself" => (Gender.Unknown, false, false),
        _ => null,
    };

    /// <summary>"it was clear that", "it is raining", "it took": an "it" that stands for nothing.</summary>
    private bool IsEmpty(int i, Sentence sentence)
    {
        if (_tokens[i].Lower != "it")
            return false;
        var at = i + 1;
        while (at < sentence.EndToken && at < i + 4 && (_tokens[at].Tag is PartOfSpeech.Auxiliary or PartOfSpeech.Adverb || _tokens[at].Lower is "be" or "been" or "not"))
            at++;
        if (at >= sentence.EndToken)
            return false;
        if (_tokens[at].Lemma is "seem" or "appear" or "rain" or "snow" or "take" or "turn")
            return true;
        if (at == i + 1 || _tokens[at].Tag is not (PartOfSpeech.Adjective or PartOfSpeech.Participle or PartOfSpeech.Noun))
            return false;
        for (var k = at + 1; k < Math.Min(sentence.EndToken, at + 5); k++)
        {
            if (_tokens[k].Lower is "that" or "to" or "whether" or "how" or "when")
                return _tokens[at].Tag == PartOfSpeech.Adjective || _tokens[k].Lower is not "to";
        }

        return false;
    }
}
