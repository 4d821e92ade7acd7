using System.Text;
using System.Text.RegularExpressions;
using Sitrep.Language;
using Sitrep.Language.Coreference;

namespace Sitrep.Training.Coreference;

/// <summary>
/// `coreference`: how often decisions of the resolver are right on the development part of GUM, by kind and by score. Nothing is learned.
/// </summary>
internal static partial class CoreferenceCommand
{
    /// <summary>Runs over the documents and prints a table.</summary>
    public static void Run(TrainingOptions options, TextWriter log)
    {
        var tied = new SortedDictionary<(MentionKind Kind, int Score), (int Right, int All)>();
        var missed = new Dictionary<MentionKind, (int Tied, int All)>();
        var analyzer = new TextAnalyzer();
        foreach (var (text, gold) in Documents(options.Treebank("gum_dev.conllu")))
        {
            var result = analyzer.Analyze(text, AnalysisContext.None);
            var entities = result.Mentions.Select(mention => Entity(gold, result.Tokens[mention.HeadToken].Span.Start, mention.Span.Start)).ToArray();
            for (var i = 0; i < entities.Length; i++)
            {
                var mention = result.Mentions[i];
                if (entities[i] < 0)
                    continue;
                var (found, all) = missed.GetValueOrDefault(mention.Kind);
                if (Array.IndexOf(entities, entities[i]) < i)
                    missed[mention.Kind] = (found + (mention.Antecedent is null ? 0 : 1), all + 1);
                if (mention.Antecedent is not { } antecedent)
                    continue;
                var key = (mention.Kind, (int)(100 * mention.Score));
                var (right, sum) = tied.GetValueOrDefault(key);
                tied[key] = (right + (entities[antecedent] == entities[i] ? 1 : 0), sum + 1);
            }
        }

        foreach (var ((kind, score), (right, all)) in tied)
            log.WriteLine(FormattableString.Invariant($"{kind}\tscore {score / 100.0:0.00}\tright {right} of {all}\t{100.0 * right / all:0.0}"));
        foreach (var kind in tied.Keys.Select(key => key.Kind).Distinct())
        {
            var (right, all) = tied.Where(pair => pair.Key.Kind == kind).Aggregate((0, 0), (sum, pair) => (sum.Item1 + pair.Value.Right, sum.Item2 + pair.Value.All));
            log.WriteLine(FormattableString.Invariant($"{kind}\tright {right} of {all} ({100.0 * right / all:0.0}); of {missed[kind].All} that go back {missed[kind].Tied} were tied"));
        }
    }

    /// <summary>The gold entity of a mention: the shortest whose head is the word, else the shortest that begins where the mention does; -1 for none.</summary>
    private static int Entity(List<(int Start, int End, int Head, int Id)> gold, int head, int start)
    {
        var (best, length) = (-1, int.MaxValue);
        foreach (var (from, to, at, id) in gold)
        {
            if (from <= head && head < to && to - from < length && (at == head || from == start))
                (best, length) = (id, to - from);
        }

        return best;
    }

    private static IEnumerable<(string Text, List<(int, int, int, int)> Gold)> Documents(string path)
    {
        var text = new StringBuilder();
        var gold = new List<(int, int, int, int)>();
        var open = new List<(int Id, int Start, int Word, string Head)>();
        var starts = new List<int>();
        var space = false;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("# newdoc", StringComparison.Ordinal) && text.Length > 0)
            {
                yield return (text.ToString(), gold);
                text.Clear();
                starts.Clear();
                open.Clear();
                gold = [];
            }

            if (line.StartsWith("# newpar", StringComparison.Ordinal) && text.Length > 0)
                text.Append("\n\n");
            if (line.Length == 0)
                text.Append(space ? "" : " ");
            if (line.Length == 0 || line[0] == '#')
                continue;
            var row = line.Split('\t');
            if (row[0].Contains('.', StringComparison.Ordinal))
                continue;

            // A contraction stands in the text once; its words share its place.
            var range = row[0].Contains('-', StringComparison.Ordinal);
            var inside = !range && _until > 0 && int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture) <= _until;
            if (range)
                _until = int.Parse(row[0][(row[0].IndexOf('-', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            else if (!inside)
                _until = 0;
            var start = text.Length;
            if (!inside)
            {
                text.Append(row[1]);
                if (!row[9].Contains("SpaceAfter=No", StringComparison.Ordinal))
                    text.Append(' ');
                space = text[^1] == ' ';
            }
            else
            {
                start = starts.Count > 0 && _until > 0 ? Math.Max(0, text.ToString().LastIndexOf(row[1], StringComparison.OrdinalIgnoreCase)) : start;
            }

            if (range)
                continue;
            starts.Add(start);
            foreach (var part in row[9].Split('|'))
            {
                if (part.StartsWith("Entity=", StringComparison.Ordinal))
                    Read(part[7..], starts, start + row[1].Length, open, gold);
            }
        }

        if (text.Length > 0)
            yield return (text.ToString(), gold);
    }

    /// <summary>Last word of the contraction that is being read; 0 for none.</summary>
    [ThreadStatic]
    private static int _until;

    private static void Read(string marks, List<int> starts, int end, List<(int Id, int Start, int Word, string Head)> open, List<(int, int, int, int)> gold)
    {
        foreach (Match match in Brackets().Matches(marks))
        {
            if (match.Groups["open"].Success)
            {
                // id-type-status-salience-centre-head-link: the head is counted within the mention, from 1.
                var fields = match.Groups["open"].Value.Split('-');
                var head = fields.Skip(2).FirstOrDefault(field => field.Length > 0 && field.All(c => char.IsAsciiDigit(c) || c == ',')) ?? "1";
                open.Add((int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture), starts[^1], starts.Count - 1, head));
                if (match.Groups["single"].Success)
                    Close(open.Count - 1);
            }
            else
            {
                var id = int.Parse(match.Groups["close"].Value.Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
                var at = open.FindLastIndex(mention => mention.Id == id);
                if (at >= 0)
                    Close(at);
            }
        }

        void Close(int at)
        {
            var (id, start, word, head) = open[at];
            var offset = int.Parse(head.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture) - 1;
            gold.Add((start, end, starts[Math.Min(word + offset, starts.Count - 1)], id));
            open.RemoveAt(at);
        }
    }

    [GeneratedRegex(@"\((?<open>[^()]+)(?<single>\))?|(?<close>[^()]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Brackets();
}
