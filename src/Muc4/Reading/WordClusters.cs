using Sitrep.Muc4.Models;

namespace Sitrep.Muc4.Reading;

/// <summary>Classes of lemmas that keep like company in the reports of the corpus, so that a rare word is judged by its frequent relatives.</summary>
/// <param name="classes">Class, from 1, by hash of the lemma.</param>
internal sealed class WordClusters(IReadOnlyDictionary<uint, byte> classes)
{
    private static readonly HashSet<string> Marks = ["act", "pas", "bare", "inf", "ger", "n", "v"];

    public IReadOnlyDictionary<uint, byte> Classes => classes;

    public static uint Key(string lemma) => FeatureHash.Of("word", lemma);

    /// <summary>The class as a feature value; empty for a word too rare for one.</summary>
    public string Of(string lemma) => classes.TryGetValue(Key(lemma), out var value) ? "#" + value : "";

    /// <summary>A pattern of <see cref="Features.MentionFeatures"/>, its words but the first and the marks of voice by their classes.</summary>
    public string OfPattern(string pattern) =>
        string.Join(' ', pattern.Split(' ').Select((word, n) => n == 0 || word.Length < 3 || Marks.Contains(word) || Of(word) is not { Length: > 0 } value ? word : value));
}
