using System.Text;
using Sitrep.Language.Models;

namespace Sitrep.Language.Tagging;

/// <summary>Tags the words of a sentence from left to right with a linear model over hashed features.</summary>
internal sealed class TrainedTagger
{
    /// <summary>Name of the model.</summary>
    public const string ModelName = "tagger";

    private const ulong AllClasses = (1ul << TagClasses.Count) - 1;

    private readonly int _lead;
    private readonly WeightTable _weights;

    private TrainedTagger(BinaryReader reader)
    {
        Dictionary = TagDictionary.Read(reader);
        _lead = reader.Read7BitEncodedInt();
        _weights = WeightTable.Read(reader);
    }

    /// <summary>The words that the treebank tags.</summary>
    public TagDictionary Dictionary { get; }

    /// <summary>The model that ships.</summary>
    public static TrainedTagger Shipped => Loaded.Model;

    /// <summary>Reads the payload of a model file.</summary>
    /// <exception cref="ModelFormatException">It is no tagger.</exception>
    public static TrainedTagger Read(byte[] payload)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
            var tagger = new TrainedTagger(reader);
            if (tagger._weights.Classes != TagClasses.Count)
                throw new ModelFormatException("The tagger's model knows other classes.");
            return tagger;
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException or ArgumentException)
        {
            throw new ModelFormatException("The tagger's model cannot be read.", e);
        }
    }

    /// <summary>Tags one sentence.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="usage">For each word, how the rest of the text writes it: 1 small, 2 with a capital.</param>
    /// <param name="caseless">Whether capitals tell nothing here: headlines, text in capitals.</param>
    /// <param name="tags">Takes a class for each word.</param>
    /// <param name="allowed">For each word bits of the classes it may have; empty where it may have any.</param>
    public void Tag(ReadOnlySpan<WordForm> words, ReadOnlySpan<byte> usage, bool caseless, Span<TagClass> tags, ReadOnlySpan<uint> allowed = default)
    {
        Span<uint> features = stackalloc uint[TagFeatures.Count];
        Span<short> scores = stackalloc short[TagClasses.Count];
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            var classes = allowed.IsEmpty ? AllClasses : allowed[i];
            if (word.Only >= 0 && (classes >> word.Only & 1) != 0 && (caseless || word.Shape is not (2 or 4 or 11)))
            {
                tags[i] = (TagClass)word.Only;
                continue;
            }

            TagFeatures.FillFirst(words, tags, usage, i, caseless, features);
            scores.Clear();
            _weights.Sum(features[..TagFeatures.FirstCount], scores);
            var best = WeightTable.Best(scores, classes, out var lead);
            if (lead < _lead)
            {
                TagFeatures.FillRest(words, tags, usage, i, caseless, features);
                _weights.Sum(features[..(TagFeatures.Count - TagFeatures.FirstCount)], scores);
                best = WeightTable.Best(scores, classes);
            }

            tags[i] = (TagClass)best;
        }

        if (allowed.IsEmpty)
            RestorePasts(words, tags);
    }

    /// <summary>
    /// "The army killed Kony": a form that is past tense and participle alike, with an object behind it, a nominal before it and no auxiliary near, is the past tense. The model
    /// sees too little of news to know; a participle that modifies a noun has no object.
    /// </summary>
    private static void RestorePasts(ReadOnlySpan<WordForm> words, Span<TagClass> tags)
    {
        for (var i = 1; i + 1 < words.Length; i++)
        {
            if (tags[i] != TagClass.VerbParticiple || (words[i].Listed & PastAndParticiple) != PastAndParticiple || !BeginsObject(words[i + 1], tags[i + 1]))
                continue;
            var before = i - 1;
            while (before > 0 && tags[before] == TagClass.Adverb)
                before--;
            if (TagClasses.Universal(tags[before]) is UniversalTag.Noun or UniversalTag.Propn && !HasAuxiliary(tags[..before]))
                tags[i] = TagClass.VerbPast;
        }
    }

    private const uint PastAndParticiple = (uint)(VerbForms.Past | VerbForms.Participle);

    /// <summary>How far an auxiliary may stand before its participle.</summary>
    private const int AuxiliaryReach = 3;

    private static bool BeginsObject(WordForm word, TagClass tag) => tag is TagClass.Determiner or TagClass.Possessive or TagClass.NamePlural
        || (tag == TagClass.Name && word.Lower is not ("monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday"))
        || (tag == TagClass.Pronoun && word.Lower is "him" or "her" or "them" or "it" or "us" or "me");

    private static bool HasAuxiliary(ReadOnlySpan<TagClass> before)
    {
        for (var i = before.Length - 1; i >= Math.Max(0, before.Length - AuxiliaryReach); i--)
        {
            if (before[i] is TagClass.Auxiliary or TagClass.AuxiliaryBase)
                return true;
        }

        return false;
    }

    /// <summary>Loads the model when it is first asked for: training starts without one.</summary>
    private static class Loaded
    {
        public static readonly TrainedTagger Model = Read(ModelFile.Embedded(ModelName).Payload);
    }
}
