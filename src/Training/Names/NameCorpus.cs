using System.IO.Compression;
using System.Text.Json;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Names;
using Sitrep.Language.Segmentation;

namespace Sitrep.Training.Names;

/// <summary>A text with the names that annotators marked, as token ranges of our own tokens.</summary>
/// <param name="Corpus">Which corpus.</param>
/// <param name="Group">The document it comes from.</param>
/// <param name="Text">The text.</param>
/// <param name="Document">Its tokens and sentences.</param>
/// <param name="Rows">The rows of the corpus that were joined: id and words.</param>
/// <param name="Names">The names: first token, one past the last, index in <see cref="NameLabels.Types"/>.</param>
internal sealed record NameText(string Corpus, string Group, string Text, Document Document, List<(string Id, string Text)> Rows, List<(int First, int End, int Type)> Names);

/// <summary>Reads the corpora of names, brings their labels and habits to one convention, and joins the sentences of a document.</summary>
internal sealed class NameCorpus(string folder, bool classAOnly)
{
    private static readonly HashSet<string> Titles = [.. Lexicon.Set("titles").Except(["king", "queen", "prince", "princess", "pope", "lord", "lady", "imam", "mullah"]), "prime", "vice", "foreign", "deputy", "former", "acting", "aunt", "uncle", "pm"];
    private static readonly HashSet<string> People = [.. Lexicon.Map("demonyms").Keys, .. Lexicon.Set("norps")];
    private static readonly HashSet<string> Organizations = [.. Lexicon.Lines("organizations").Select(line => line[0])];
    private static readonly HashSet<string> Places = [.. Lexicon.Lines("places").Select(line => line[0])];

    private readonly Dictionary<(string, string), string> _labels = File.ReadLines(Path.Combine(folder, "ner", "label_map.tsv")).Skip(1)
        .Select(line => line.Split('\t')).ToDictionary(row => (row[0], row[1]), row => row[3]);

    /// <summary>Files, the data set's name in the label map, and how the sentences of a document are told by their ids.</summary>
    private static readonly (string File, string Dataset, Func<string, string> Group)[] Files =
    [
        ("gmb_train.jsonl.gz", "gmb", id => id),
        ("gum_ner_train.jsonl", "gum", id => id[..id.LastIndexOf('-')]),
        ("wikigold_train.jsonl", "wikigold", id => id[..id.LastIndexOf('-')]),
        ("redocred_train.jsonl", "redocred", id => id),
        ("crossner_politics_train.jsonl", "crossner", id => id),
        ("crossner_other_train.jsonl", "crossner", id => id),
    ];

    /// <summary>The whole of the training data, in file order.</summary>
    public IEnumerable<NameText> Read()
    {
        foreach (var (file, dataset, group) in Files)
        {
            var rows = new List<(string Id, string Text, List<(int, int, string)> Names)>();
            var last = "";
            foreach (var (id, text, names) in Rows(Path.Combine(folder, "ner", file)))
            {
                if (group(id) != last && rows.Count > 0)
                {
                    yield return Join(dataset, last, rows);
                    rows.Clear();
                }

                last = group(id);
                rows.Add((id, text, names));
            }

            if (rows.Count > 0)
                yield return Join(dataset, last, rows);
        }
    }

    /// <summary>Sentences of UD English EWT without marks of names: the text and which characters belong to proper nouns.</summary>
    public IEnumerable<(string Text, bool[] Proper)> Unmarked()
    {
        if (classAOnly)
            yield break;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "treebank", "ewt_train.conllu.gz")), CompressionMode.Decompress));
        var text = "";
        var (proper, at) = (Array.Empty<bool>(), 0);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("# text = ", StringComparison.Ordinal))
            {
                text = line[9..];
                (proper, at) = (new bool[text.Length], 0);
            }
            else if (line.Length == 0)
            {
                yield return (text, proper);
            }
            else if (line[0] != '#' && line.Split('\t') is { Length: > 3 } row && row[0].All(char.IsAsciiDigit) && text.IndexOf(row[1], at, StringComparison.Ordinal) is >= 0 and var found)
            {
                at = found + row[1].Length;
                if (row[3] == "PROPN")
                    proper.AsSpan(found, row[1].Length).Fill(true);
            }
        }
    }

    private IEnumerable<(string Id, string Text, List<(int Start, int End, string Label)> Names)> Rows(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var licence = root.GetProperty("licence").GetString()!;
            if (classAOnly && licence.Contains("-SA", StringComparison.Ordinal))
                continue;
            var names = root.GetProperty("entities").EnumerateArray()
                .Select(e => (e.GetProperty("start").GetInt32(), e.GetProperty("end").GetInt32(), e.GetProperty("type").GetString()!)).ToList();
            yield return (root.GetProperty("id").GetString()!, root.GetProperty("text").GetString()!, names);
        }
    }

    private NameText Join(string dataset, string group, List<(string Id, string Text, List<(int Start, int End, string Label)> Names)> rows)
    {
        var text = string.Join("\n\n", rows.Select(row => row.Text));
        var document = Document.Read(text);
        var names = new List<(int First, int End, int Type)>();
        var (offset, token) = (0, 0);
        foreach (var row in rows)
        {
            foreach (var (start, end, label) in row.Names.OrderBy(name => name.Start).ThenByDescending(name => name.End))
            {
                if (Token(document, ref token, offset + start, offset + end) is { } range && (names.Count == 0 || names[^1].End <= range.First)
                    && Unify(dataset, label, document, range.First, range.End) is { } name)
                    names.Add(name);
            }

            offset += row.Text.Length + 2;
        }

        // Corpora that leave peoples unmarked would teach that "Syrian" is no name.
        if (dataset == "gum")
            names = AddPeoples(document, names);
        return new NameText(dataset, group, text, document, rows.ConvertAll(row => (row.Id, row.Text)), names);
    }

    /// <summary>The tokens that lie within the range; null where it cuts one in two.</summary>
    private static (int First, int End)? Token(Document document, ref int token, int start, int end)
    {
        var tokens = document.Tokens;
        while (token < tokens.Length && tokens[token].Span.End <= start)
            token++;
        if (token == tokens.Length || tokens[token].Span.Start < start && !(tokens[token].Span.Start + 1 == start && !char.IsLetterOrDigit(tokens[token].Text[0])))
            return null;
        var last = token;
        while (last < tokens.Length && tokens[last].Span.End <= end)
            last++;
        return last > token && (last == tokens.Length || tokens[last].Span.Start >= end) ? (token, last) : null;
    }

    private (int First, int End, int Type)? Unify(string dataset, string label, Document document, int first, int end)
    {
        var tokens = document.Tokens;
        var coarse = _labels[(dataset, label)];
        if (coarse == "EVENT")
            coarse = "MISC";
        if (Array.IndexOf(NameLabels.Types, coarse) < 0 || tokens[first].Sentence != tokens[end - 1].Sentence)
            return null;
        if (tokens[first].Text == "the")
            first++;
        if (coarse == "PER")
        {
            while (first < end - (dataset == "gmb" ? 0 : 1) && Titles.Contains(tokens[first].Lower))
                first++;
        }

        if (first < end && tokens[end - 1].Lower is "'s" or "\"" or ",")
            end--;
        if (first >= end)
            return null;
        var text = document.Span(first, end).Of(document.Text);
        if (end - first == 1 && People.Contains(tokens[first].Lower) && dataset != "crossner")
            coarse = "NORP";
        else if (dataset == "gmb" && coarse != "PER" && Organizations.Contains(text))
            coarse = "ORG";
        else if (dataset == "gmb" && coarse is "NORP" or "ORG" && Places.Contains(text))
            coarse = "LOC";
        if (coarse is "PER" or "ORG" or "LOC" && !tokens[first..end].Any(token => token.Text.Any(char.IsUpper)))
            return null;
        return (first, end, Array.IndexOf(NameLabels.Types, coarse));
    }

    private static List<(int First, int End, int Type)> AddPeoples(Document document, List<(int First, int End, int Type)> names)
    {
        var all = new List<(int First, int End, int Type)>();
        var next = 0;
        for (var i = 0; i < document.Tokens.Length; i++)
        {
            if (next < names.Count && names[next].First == i)
            {
                all.Add(names[next]);
                i = names[next++].End - 1;
            }
            else if (char.IsUpper(document.Tokens[i].Text[0]) && People.Contains(document.Tokens[i].Lower))
            {
                all.Add((i, i + 1, Array.IndexOf(NameLabels.Types, "NORP")));
            }
        }

        return all;
    }
}
