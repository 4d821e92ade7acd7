using System.IO.Compression;
using System.Text.Json;
using Sitrep.Language;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Syntax;
using Sitrep.Language.Tagging;
using Sitrep.Training.Treebanks;

namespace Sitrep.Training.Tagging;

/// <summary>
/// News sentences of the Groningen Meaning Bank (public domain, class a) with their machine-made, partly corrected Penn tags, as further data for the tagger: the
/// treebanks hardly have "Gunmen shot at a bus". A tagger that learned from the treebanks picks the universal tag among those that fit the Penn tag.
/// </summary>
internal static class SilverNews
{
    /// <summary>Named in the card.</summary>
    public const string Source = "Groningen Meaning Bank, every third sentence of the news with its Penn tags (public domain, class a)";

    /// <summary>One sentence in so many is taken: about as many words as the treebanks have.</summary>
    private const int TakeOneOf = 3;

    /// <summary>Only these are auxiliaries, whatever a tagger that hardly knows news believes.</summary>
    private static readonly HashSet<string> Auxiliaries = new(StringComparer.OrdinalIgnoreCase)
    {
        "be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "have", "has", "had", "having", "'ve", "'d", "do", "does", "did", "can", "ca", "could", "may", "might",
        "must", "shall", "should", "will", "wo", "'ll", "would", "ought", "get", "got", "gets", "getting",
    };

    /// <summary>Reads the sentences of a packed JSON Lines file.</summary>
    public static List<TreebankSentence> Read(string path, TrainedTagger tagger)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var sentences = new List<TreebankSentence>();
        for (var number = 0; reader.ReadLine() is { } line; number++)
        {
            if (number % TakeOneOf != 0)
                continue;
            using var json = JsonDocument.Parse(line);
            var text = json.RootElement.GetProperty("text").GetString()!;
            var spans = json.RootElement.GetProperty("tokens").EnumerateArray().Select(span => new TextSpan(span[0].GetInt32(), span[1].GetInt32())).ToList();
            var tags = json.RootElement.GetProperty("pos").EnumerateArray().Select(tag => tag.GetString()!).ToList();
            sentences.Add(Tag(text, spans, tags, tagger, FormattableString.Invariant($"gmb-{number}")));
        }

        return sentences;
    }

    private static TreebankSentence Tag(string text, List<TextSpan> spans, List<string> penn, TrainedTagger tagger, string id)
    {
        var parts = new List<TextSpan>();
        var allowed = new List<uint>();
        for (var i = 0; i < spans.Count; i++)
        {
            var before = parts.Count;
            HyphenCutter.Cut(text, spans[i], parts);
            if (parts.Count - before == 1)
                allowed.Add(Classes(penn[i]) & (Auxiliaries.Contains(spans[i].Of(text)) ? uint.MaxValue : ~Bits(TagClass.Auxiliary, TagClass.AuxiliaryBase)));
            for (var k = before; parts.Count - before > 1 && k < parts.Count; k++)
                allowed.Add(uint.MaxValue);
        }

        var words = parts.ConvertAll(part => part.Of(text)).ConvertAll(word => WordForm.Create(word, Document.Lower(word), tagger.Dictionary)).ToArray();
        var tags = new TagClass[words.Length];
        tagger.Tag(words, new byte[words.Length], Casing.IsCaseless(words), tags, allowed.ToArray());
        return new TreebankSentence(
            [.. words.Select((word, i) => new TreebankWord(word.Text, word.Lower, TagClasses.Universal(tags[i]).ToString().ToUpperInvariant(), TagClasses.Penn(tags[i]), -1, "dep", true))],
            id, text, true);
    }

    /// <summary>The classes that fit a Penn tag; every class where the tag says nothing.</summary>
    private static uint Classes(string penn) => penn switch
    {
        "NN" => Bits(TagClass.Noun),
        "NNS" => Bits(TagClass.NounPlural),
        "NNP" => Bits(TagClass.Name, TagClass.NamePlural, TagClass.NameAdjective),
        "NNPS" => Bits(TagClass.NamePlural, TagClass.Name),
        "JJ" => Bits(TagClass.Adjective),
        "JJR" => Bits(TagClass.Comparative),
        "JJS" => Bits(TagClass.Superlative),
        "VB" => Bits(TagClass.VerbBase, TagClass.AuxiliaryBase),
        "VBD" => Bits(TagClass.VerbPast, TagClass.Auxiliary),
        "VBG" => Bits(TagClass.VerbGerund, TagClass.Auxiliary),
        "VBN" => Bits(TagClass.VerbParticiple, TagClass.Auxiliary),
        "VBP" => Bits(TagClass.VerbPresent, TagClass.Auxiliary),
        "VBZ" => Bits(TagClass.VerbThird, TagClass.Auxiliary),
        "MD" => Bits(TagClass.Auxiliary),
        "CD" => Bits(TagClass.Number),
        "CC" => Bits(TagClass.Coordinator),
        "PRP" => Bits(TagClass.Pronoun),
        "PRP$" => Bits(TagClass.Possessive),
        "POS" => Bits(TagClass.Particle),
        "RB" => Bits(TagClass.Adverb, TagClass.Particle),
        "IN" => Bits(TagClass.Adposition, TagClass.Subordinator),
        "TO" => Bits(TagClass.Particle, TagClass.Adposition),
        _ => uint.MaxValue,
    };

    private static uint Bits(params ReadOnlySpan<TagClass> classes)
    {
        var bits = 0u;
        foreach (var tag in classes)
            bits |= 1u << (int)tag;
        return bits;
    }
}
