using System.Globalization;
using System.Text;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Tagging;
using Sitrep.Training.Learning;
using Sitrep.Training.Treebanks;

namespace Sitrep.Training.Tagging;

/// <summary>Trains the tagger of Sitrep.Language.</summary>
internal static class TaggerTrainer
{
    /// <summary>A word seen this often with one class only is given it without a decision.</summary>
    private const int SureCount = 40;

    /// <summary>Rarer words are not in the dictionary.</summary>
    private const int KnownCount = 2;

    /// <summary>One sentence in so many is also learned in capitals, and one in so many in the capitals of headlines.</summary>
    private const int CapitalsOneIn = 8;

    private const int HeadlineOneIn = 10;

    /// <summary>What a weight of 1 becomes in the model: the largest, of 35, should fit into a byte.</summary>
    private const double Scale = 3.6;

    /// <summary>A tag that leads by so much on its first features is given without the rest, in training as in use.</summary>
    private const int Lead = 12;

    /// <summary>Learns from sentences and returns the payload of a model file.</summary>
    /// <param name="treebank">Sentences with tags by hand.</param>
    /// <param name="silver">Sentences with tags by machine; Penn tags and lemmas are not learned from them.</param>
    /// <param name="epochs">How often each is seen.</param>
    /// <param name="seed">Seed of every random choice.</param>
    /// <param name="log">Told of the progress.</param>
    public static byte[] Train(IReadOnlyList<TreebankSentence> treebank, IReadOnlyList<TreebankSentence> silver, int epochs, ulong seed, TextWriter log)
    {
        var random = new SeededRandom(seed);
        var (entries, penn, lemmas) = Count(treebank, silver);
        var dictionary = new TagDictionary(entries, penn, lemmas);
        IReadOnlyList<TreebankSentence> all = [.. treebank, .. silver];
        var sentences = Prepare(all, dictionary);
        sentences.AddRange(Recased(all, dictionary, random));
        var perceptron = new AveragedPerceptron(TagClasses.Count);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            random.Shuffle(sentences);
            var wrong = sentences.Sum(sentence => Learn(perceptron, sentence));
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  epoch {epoch}: {wrong} corrections, {perceptron.Count} features"));
        }

        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload, Encoding.UTF8);
        TagDictionary.WriteTo(writer, entries, penn, lemmas);
        writer.Write7BitEncodedInt((int)(Lead * Scale));
        Language.Models.WeightTable.WriteTo(writer, TagClasses.Count, perceptron.Averaged(Scale, leastTouched: 2, leastWeight: 0.1));
        writer.Flush();
        return payload.ToArray();
    }

    /// <summary>Sentences as the tagger sees them.</summary>
    public static List<TaggedSentence> Prepare(IReadOnlyList<TreebankSentence> treebank, TagDictionary dictionary)
    {
        var prepared = new List<TaggedSentence>();
        foreach (var document in treebank.GroupBy(sentence => sentence.Document))
        {
            var words = document.Select(sentence => Forms(sentence.Words.Select(word => word.Form), dictionary)).ToArray();
            var caseless = words.Select(sentence => Casing.IsCaseless(sentence)).ToArray();
            var ends = words.Select(sentence => sentence.Length).ToArray();
            for (var k = 1; k < ends.Length; k++)
                ends[k] += ends[k - 1];
            var usage = Casing.Usage(words.SelectMany(sentence => sentence).ToArray(), ends, caseless);
            var (at, s) = (0, 0);
            foreach (var sentence in document)
            {
                var end = ends[s];
                prepared.Add(new TaggedSentence(words[s], [.. sentence.Words.Select(word => TagClasses.Of(word.Universal, word.Penn))], usage[at..end], caseless[s]));
                at = end;
                s++;
            }
        }

        return prepared;
    }

    private static WordForm[] Forms(IEnumerable<string> words, TagDictionary dictionary) =>
        [.. words.Select(word => WordForm.Create(word, Document.Lower(word), dictionary))];

    /// <summary>Some sentences once more in capitals, or as headlines write them.</summary>
    private static IEnumerable<TaggedSentence> Recased(IReadOnlyList<TreebankSentence> treebank, TagDictionary dictionary, SeededRandom random)
    {
        foreach (var sentence in treebank)
        {
            var capitals = random.OneIn(CapitalsOneIn);
            if (!capitals && !random.OneIn(HeadlineOneIn))
                continue;
            var words = Forms(sentence.Words.Select(word => capitals ? word.Form.ToUpperInvariant() : Headline(word.Form)), dictionary);
            var gold = sentence.Words.Select(word => TagClasses.Of(word.Universal, word.Penn)).ToArray();
            yield return new TaggedSentence(words, gold, new byte[words.Length], Caseless: true);
        }
    }

    private static string Headline(string word) =>
        word.Length < 4 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    private static int Learn(AveragedPerceptron perceptron, TaggedSentence sentence)
    {
        Span<uint> features = stackalloc uint[TagFeatures.Count];
        Span<int> scores = stackalloc int[perceptron.Width];
        var tags = new TagClass[sentence.Words.Length];
        var wrong = 0;
        for (var i = 0; i < tags.Length; i++)
        {
            var word = sentence.Words[i];
            if (word.Only >= 0 && (sentence.Caseless || word.Shape is not (2 or 4 or 11)))
            {
                tags[i] = (TagClass)word.Only;
                continue;
            }

            var used = features[..TagFeatures.FirstCount];
            TagFeatures.FillFirst(sentence.Words, tags, sentence.Usage, i, sentence.Caseless, used);
            scores.Clear();
            perceptron.Score(used, scores);
            perceptron.Step();
            var best = perceptron.Best(scores, out var lead);
            if (lead < Lead)
            {
                var rest = features[used.Length..];
                TagFeatures.FillRest(sentence.Words, tags, sentence.Usage, i, sentence.Caseless, rest);
                perceptron.Score(rest, scores);
                used = features;
                best = perceptron.Best(scores, out _);
            }

            tags[i] = (TagClass)best;
            if (tags[i] != sentence.Gold[i])
            {
                perceptron.Update(used, (int)sentence.Gold[i], best);
                wrong++;
            }
        }

        return wrong;
    }

    /// <summary>The classes of frequent words, and the Penn tags and lemmas that rules get wrong.</summary>
    private static (Dictionary<string, TagDictionary.Entry> Entries, Dictionary<(TagClass, string), string> Penn, Dictionary<(TagClass, string), string> Lemmas) Count(
        IReadOnlyList<TreebankSentence> treebank, IReadOnlyList<TreebankSentence> silver)
    {
        var classes = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var penns = new Dictionary<(TagClass, string), Dictionary<string, int>>();
        var lemmas = new Dictionary<(TagClass, string), Dictionary<string, int>>();
        foreach (var word in treebank.SelectMany(sentence => sentence.Words))
        {
            var lower = Document.Lower(word.Form);
            var tag = TagClasses.Of(word.Universal, word.Penn);
            AddClass(lower, tag);
            Add(penns, tag, lower, word.Penn);
            Add(lemmas, tag, lower, Document.Lower(word.Lemma));
        }

        foreach (var word in silver.SelectMany(sentence => sentence.Words))
            AddClass(Document.Lower(word.Form), TagClasses.Of(word.Universal, word.Penn));

        var entries = new Dictionary<string, TagDictionary.Entry>(StringComparer.Ordinal);
        foreach (var (word, counts) in classes)
        {
            var total = counts.Sum();
            if (total < KnownCount)
                continue;
            var top = Array.IndexOf(counts, counts.Max());
            var seen = 0u;
            for (var c = 0; c < counts.Length; c++)
                seen |= counts[c] * 100 >= total ? 1u << c : 0;
            entries[word] = new TagDictionary.Entry(seen, total >= SureCount && counts[top] * 1000L >= total * 998L ? top : -1);
        }

        return (entries, Exceptions(penns, TagDictionary.RegularPenn, 2),
            Exceptions(lemmas, (tag, lower) => Morphology.Lemma(lower, TagClasses.CoarseTag(tag)), 2));

        void AddClass(string lower, TagClass tag)
        {
            if (!classes.TryGetValue(lower, out var counts))
                classes[lower] = counts = new int[TagClasses.Count];
            counts[(int)tag]++;
        }
    }

    private static void Add(Dictionary<(TagClass, string), Dictionary<string, int>> table, TagClass tag, string lower, string value)
    {
        if (!table.TryGetValue((tag, lower), out var counts))
            table[(tag, lower)] = counts = new Dictionary<string, int>(StringComparer.Ordinal);
        counts[value] = counts.GetValueOrDefault(value) + 1;
    }

    private static Dictionary<(TagClass, string), string> Exceptions(
        Dictionary<(TagClass Tag, string Lower), Dictionary<string, int>> table, Func<TagClass, string, string> regular, int least)
    {
        var exceptions = new Dictionary<(TagClass, string), string>();
        foreach (var ((tag, lower), counts) in table)
        {
            var (value, count) = counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).First();
            if (count >= least && value != regular(tag, lower) && tag != TagClass.Other)
                exceptions[(tag, lower)] = value;
        }

        return exceptions;
    }

    /// <summary>Share of words whose universal tag, and whose class, is right, in percent.</summary>
    public static (double Universal, double Class) Evaluate(TrainedTagger tagger, IReadOnlyList<TreebankSentence> treebank)
    {
        var (words, universal, same) = (0, 0, 0);
        foreach (var sentence in Prepare(treebank, tagger.Dictionary))
        {
            var tags = new TagClass[sentence.Words.Length];
            tagger.Tag(sentence.Words, sentence.Usage, sentence.Caseless, tags);
            for (var i = 0; i < tags.Length; i++)
            {
                words++;
                universal += TagClasses.Universal(tags[i]) == TagClasses.Universal(sentence.Gold[i]) ? 1 : 0;
                same += tags[i] == sentence.Gold[i] ? 1 : 0;
            }
        }

        return (100.0 * universal / words, 100.0 * same / words);
    }
}
