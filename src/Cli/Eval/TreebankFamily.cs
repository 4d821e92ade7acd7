using System.Text;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Terminal;
using Sitrep.Language;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Syntax;

namespace Sitrep.Cli.Eval;

/// <summary>treebank_score.py: CoNLL-U. Of the gold only the running text is used: `# text` comments, else the forms; a file that is no CoNLL-U is text as it is.</summary>
internal static class TreebankFamily
{
    private const int Columns = 10;

    public static async Task<int> RunAsync(CliConsole console, TextAnalyzer analyzer, string inputPath, string outputPath, CancellationToken cancellationToken)
    {
        using var lines = ByteLines.Open(inputPath, console.Input);
        var rows = new List<string>();
        await foreach (var line in lines.ReadAsync(cancellationToken, keepBlank: true))
            rows.Add(Encoding.UTF8.GetString(line.Bytes.Span));
        await using var output = OutputFile.Create(outputPath, console.Output);
        using var progress = new Progress(console, "documents");
        var documents = Documents(rows);
        for (var i = 0; i < documents.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(output, documents[i], analyzer.Analyze(documents[i], AnalysisContext.None));
            progress.Report(i + 1, (i + 1d) / documents.Count);
        }
        await output.CompleteAsync();
        return ExitCode.Done;
    }

    /// <summary>The running text of each document; blank lines part its paragraphs.</summary>
    internal static IReadOnlyList<string> Documents(IReadOnlyList<string> rows)
    {
        if (!rows.Any(row => row.StartsWith("# text =", StringComparison.Ordinal) || row.Split('\t').Length == Columns))
            return [string.Join('\n', rows)];
        var documents = new List<string>();
        var (text, sentence, given, skip) = (new StringBuilder(), new StringBuilder(), (string?)null, 0);
        foreach (var row in rows.Append(""))
        {
            if (row.Length == 0)
            {
                if ((given ?? sentence.ToString().TrimEnd()) is { Length: > 0 } said)
                    text.Append(said).Append(' ');
                sentence.Clear();
                (given, skip) = (null, 0);
            }
            else if (row.StartsWith("# newdoc", StringComparison.Ordinal))
            {
                Close();
            }
            else if (row.StartsWith("# newpar", StringComparison.Ordinal))
            {
                if (text.Length > 0)
                    text.Append("\n\n");
            }
            else if (row.StartsWith("# text =", StringComparison.Ordinal))
            {
                given = row["# text =".Length..].Trim();
            }
            else if (row[0] != '#' && row.Split('\t') is { Length: Columns } cells)
            {
                Take(cells);
            }
        }
        Close();
        return documents;

        void Close()
        {
            if (text.ToString().Trim().Length > 0)
                documents.Add(text.ToString().TrimEnd());
            text.Clear();
        }

        // Words of a multi-word token ("don't" = 1-2) are part of its form; empty nodes ("8.1") have none.
        void Take(string[] cells)
        {
            var range = cells[0].Split('-');
            if (cells[0].Contains('.', StringComparison.Ordinal) || !int.TryParse(range[0], out var id) || id <= skip)
                return;
            if (range.Length == 2 && int.TryParse(range[1], out var last))
                skip = last;
            sentence.Append(cells[1]);
            if (!cells[9].Split('|').Contains("SpaceAfter=No"))
                sentence.Append(' ');
        }
    }

    private static void Write(OutputFile output, string text, AnalyzedText analysis)
    {
        var at = 0;
        for (var (s, w) = (0, 0); s < analysis.Sentences.Count; s++)
        {
            var (number, first) = (0, w);
            while (w < analysis.Words.Count && analysis.Words[w].Token < analysis.Sentences[s].EndToken)
            {
                // Every character must come out again, or the scorer cannot line the texts up.
                number = WriteLoose(output, text[at..analysis.Words[w].Span.Start], number);
                var end = EndOfJoined(analysis, w, analysis.Sentences[s].EndToken);
                if (end - w > 1)
                    output.WriteLine($"{number + 1}-{number + end - w}\t{text[analysis.Words[w].Span.Start..analysis.Words[end - 1].Span.End]}\t_\t_\t_\t_\t_\t_\t_\t_");
                for (; w < end; w++)
                    WriteRow(output, ++number, analysis.Words[w].Span.Of(text), analysis.Words[w], first);
                at = analysis.Words[w - 1].Span.End;
            }
            if (s == analysis.Sentences.Count - 1)
                WriteLoose(output, text[at..], number);
            output.WriteLine("");
        }
        if (analysis.Sentences.Count == 0 && WriteLoose(output, text, 0) > 0)
            output.WriteLine("");
    }

    /// <summary>One past the words that Universal Dependencies write as one: a word and what is joined to it ("do" + "n't", "Kabul" + "'s").</summary>
    private static int EndOfJoined(AnalyzedText analysis, int w, int endToken)
    {
        var end = w + 1;
        while (end < analysis.Words.Count && analysis.Words[end].Token < endToken && analysis.Words[end].Span.Start == analysis.Words[end - 1].Span.End
            && IsClitic(analysis.Tokens[analysis.Words[end - 1].Token], analysis.Tokens[analysis.Words[end].Token]))
            end++;
        return end;
    }

    private static bool IsClitic(Token before, Token token) => before != token && char.IsLetter(before.Text[^1])
        && (token.Lower is "n't" or "'s" or "'re" or "'ve" or "'ll" or "'d" or "'m" || (token.Lower == "not" && before.Lower == "can")
            || (token.Lower == "'" && before.Lower.EndsWith('s') && token.Tag == PartOfSpeech.Particle));

    private static int WriteLoose(OutputFile output, string between, int number)
    {
        foreach (var piece in between.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            output.WriteLine($"{++number}\t{piece}\t{piece}\tX\tFW\t_\t0\troot\t_\t_");
        return number;
    }

    private static void WriteRow(OutputFile output, int number, string form, Word word, int first) => output.WriteLine(
        $"{number}\t{form}\t{word.Lemma}\t{word.Universal.ToString().ToUpperInvariant()}\t{word.Penn}\t_\t{(word.Head < 0 ? 0 : word.Head - first + 1)}\t{word.Relation.Name()}\t_\t_");

    /// <summary>Tags and parses the gold's own words.</summary>
    public static async Task<int> RunGivenTokensAsync(CliConsole console, TextAnalyzer analyzer, string inputPath, string outputPath, CancellationToken cancellationToken)
    {
        using var lines = ByteLines.Open(inputPath, console.Input);
        await using var output = OutputFile.Create(outputPath, console.Output);
        using var progress = new Progress(console, "documents");
        var (document, sentence, done) = (new List<List<string>>(), new List<string>(), 0);
        await foreach (var line in lines.ReadAsync(cancellationToken, keepBlank: true))
        {
            var row = Encoding.UTF8.GetString(line.Bytes.Span);
            if (row.Length == 0)
            {
                Close();
            }
            else if (row.StartsWith("# newdoc", StringComparison.Ordinal))
            {
                Close();
                WriteGiven(output, analyzer, document);
                document = [];
                progress.Report(++done, null);
            }
            else if (row[0] != '#')
            {
                sentence.Add(row);
            }
        }
        Close();
        WriteGiven(output, analyzer, document);
        await output.CompleteAsync();
        return ExitCode.Done;

        void Close()
        {
            if (sentence.Count > 0)
                document.Add(sentence);
            sentence = [];
        }
    }

    private static void WriteGiven(OutputFile output, TextAnalyzer analyzer, List<List<string>> document)
    {
        var rows = document.ConvertAll(sentence => sentence.ConvertAll(row => row.Split('\t')));
        var words = analyzer.Annotate(rows.ConvertAll(sentence => sentence.Where(IsWord).Select(row => row[1].Replace(' ', '_')).ToList()));
        var w = 0;
        foreach (var sentence in rows)
        {
            var (first, number) = (w, 0);
            foreach (var row in sentence)
            {
                if (IsWord(row))
                    WriteRow(output, ++number, row[1], words[w++], first);
                else if (row[0].Contains('-', StringComparison.Ordinal))
                    output.WriteLine(string.Join('\t', row));
            }
            output.WriteLine("");
        }

        static bool IsWord(string[] row) => row.Length == Columns && int.TryParse(row[0], out _);
    }
}
