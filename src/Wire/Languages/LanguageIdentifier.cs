using System.Collections.Frozen;
using System.Text;

namespace Sitrep.Wire.Languages;

/// <summary>
/// Tells in which language a text is written. Its letters say which languages it can be; among those that share a script, function words and sequences of letters decide.
/// Knows 50 languages of the news. Thread-safe.
/// </summary>
/// <remarks>
/// Words and letters were written by hand; sequences come from libexttextcat (Languages/ngrams.LICENCE). Nothing else trained it.
/// </remarks>
public static class LanguageIdentifier
{
    /// <summary>Letters that are read; some hundred decide as well as a million.</summary>
    private const int MaxLetters = 600;

    /// <summary>Fewer letters than these are no language.</summary>
    private const int MinLetters = 8;

    private const int MaxGram = 4, MinGram = 2;

    /// <summary>What a sequence is worth that a profile does not have: that of rank 2,000, where profiles end at 240.</summary>
    private const double Unseen = 2_000;

    /// <summary>Ranks start here, so that the first is not worth everything.</summary>
    private const double FirstRank = 12;

    /// <summary>What a function word adds: that of six sequences that only this language has.</summary>
    private const double WordBonus = 6;

    /// <summary>Share of the letters that the commonest script must have.</summary>
    private const double MinScriptShare = 0.5;

    /// <summary>What a letter adds to languages that have it, and takes from those that do not.</summary>
    private const double LetterWeight = 1.5;

    /// <summary>
    /// What another language must have more than English: a report taken for foreign is not coded, one taken for English only yields nothing. Names alone, which is what
    /// a headline has, look like any language.
    /// </summary>
    private const double EnglishPrior = 14;

    private const string English = "en";

    private static readonly Lazy<FrozenDictionary<Script, Table>> Tables = new(Load);

    /// <summary>The BCP 47 code of the text's language; empty where it cannot be told.</summary>
    /// <param name="text">Any string.</param>
    public static string Identify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<int> scripts = stackalloc int[ScriptReader.Count];
        var letters = 0;
        foreach (var c in text)
        {
            if (ScriptReader.Of(c) is { } script)
            {
                scripts[(int)script]++;
                if (++letters == MaxLetters)
                {
                    break;
                }
            }
        }

        if (letters < MinLetters)
        {
            // A dozen ideographs are a sentence, a dozen Latin letters are a name.
            return letters > 1 && scripts[(int)Script.Kana] + scripts[(int)Script.Han] + scripts[(int)Script.Hangul] == letters ? Sole(scripts, letters) ?? "" : "";
        }

        return Sole(scripts, letters) ?? Best(text, Commonest(scripts), letters);
    }

    /// <summary>The one language that is written in the text's script; null where there are several.</summary>
    private static string? Sole(ReadOnlySpan<int> scripts, int letters)
    {
        // Japanese is the only one that mixes ideographs with kana, and has kana in every sentence.
        var (kana, han) = (scripts[(int)Script.Kana], scripts[(int)Script.Han]);
        if (kana + han > MinScriptShare * letters)
        {
            return kana * 10 > kana + han ? "ja" : "zh";
        }

        var commonest = Commonest(scripts);
        return scripts[(int)commonest] < MinScriptShare * letters ? "" : ScriptReader.SoleLanguage(commonest);
    }

    private static Script Commonest(ReadOnlySpan<int> scripts)
    {
        var best = 0;
        for (var i = 1; i < scripts.Length; i++)
        {
            best = scripts[i] > scripts[best] ? i : best;
        }

        return (Script)best;
    }

    private static string Best(string text, Script script, int letters)
    {
        if (!Tables.Value.TryGetValue(script, out var table))
        {
            return "";
        }

        var scores = new double[table.Languages.Length];
        if (Array.IndexOf(table.Languages, English) is >= 0 and var english)
        {
            scores[english] = EnglishPrior;
        }

        Span<char> padded = stackalloc char[64];
        foreach (var word in Words(text, letters))
        {
            table.Words.AddTo(scores, word);
            var length = Math.Min(word.Length, padded.Length - 2);
            padded[0] = '_';
            word.AsSpan(0, length).CopyTo(padded[1..]);
            padded[length + 1] = '_';
            for (var start = 0; start < length + 1; start++)
            {
                for (var count = MinGram; count <= MaxGram && start + count <= length + 2; count++)
                {
                    table.Grams.AddTo(scores, padded.Slice(start, count));
                }
            }

            for (var i = 0; i < word.Length; i++)
            {
                if (word[i] > '\u007F')
                {
                    table.Letters.AddTo(scores, word.AsSpan(i, 1));
                }
            }
        }

        return table.Languages[Array.IndexOf(scores, scores.Max())];
    }

    private static List<string> Words(string text, int letters)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var read = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c) || c is '\'' or '’' or '‘' or (>= '\u0300' and <= '\u036F') or '\u200C')
            {
                word.Append(char.ToLowerInvariant(c));
                read++;
                continue;
            }

            Take();
            if (read >= letters)
            {
                break;
            }
        }

        Take();
        return words;

        void Take()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    private static FrozenDictionary<Script, Table> Load()
    {
        var words = Lines("words.txt").ToList();
        var grams = Lines("ngrams.txt").ToDictionary(line => line.Code, line => line.Values);
        var letters = Lines("letters.txt").SelectMany(line => line.Code.Select(letter => (Letter: letter, Languages: line.Values)))
            .GroupBy(pair => pair.Letter).ToDictionary(group => group.Key, group => group.SelectMany(pair => pair.Languages).ToHashSet());
        return words.GroupBy(line => ScriptReader.Of(line.Values[0][0]) ?? Script.Latin).ToFrozenDictionary(group => group.Key, group =>
        {
            var languages = group.Select(line => line.Code).ToArray();
            return new Table(
                languages,
                // Languages without counted sequences live on their words alone, which then count for both.
                Weights.Of(languages, group.SelectMany(line => line.Values.Distinct().Select(word => (word, line.Code, grams.ContainsKey(line.Code) ? WordBonus : 2 * WordBonus)))),
                Weights.Of(languages, group.Where(line => grams.ContainsKey(line.Code))
                    .SelectMany(line => grams[line.Code].Select((gram, rank) => (gram, line.Code, Math.Log(Unseen / (FirstRank + rank)) / gram.Length)))),
                Weights.Of(languages, letters.SelectMany(letter => languages.Select(code =>
                    (letter.Key.ToString(), code, letter.Value.Contains(code) ? LetterWeight : -LetterWeight)))));
        });
    }

    private static IEnumerable<(string Code, string[] Values)> Lines(string name)
    {
        using var reader = new StreamReader(typeof(LanguageIdentifier).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var code, var values] && line[0] != '#')
            {
                yield return (code, values.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }
    }

    /// <summary>What tells the languages of one script apart.</summary>
    private sealed record Table(string[] Languages, Weights Words, Weights Grams, Weights Letters);

    /// <summary>What a key adds to the score of each language; one look-up for all of them.</summary>
    private sealed class Weights
    {
        private readonly FrozenDictionary<string, (int Language, double Value)[]>.AlternateLookup<ReadOnlySpan<char>> _byKey;

        private Weights(FrozenDictionary<string, (int Language, double Value)[]> byKey) => _byKey = byKey.GetAlternateLookup<ReadOnlySpan<char>>();

        public static Weights Of(string[] languages, IEnumerable<(string Key, string Language, double Value)> entries) => new(entries
            .GroupBy(entry => entry.Key)
            .ToFrozenDictionary(group => group.Key, group => group.Select(entry => (Array.IndexOf(languages, entry.Language), entry.Value)).ToArray()));

        public void AddTo(double[] scores, ReadOnlySpan<char> key)
        {
            if (_byKey.TryGetValue(key, out var values))
            {
                foreach (var (language, value) in values)
                {
                    scores[language] += value;
                }
            }
        }
    }
}
