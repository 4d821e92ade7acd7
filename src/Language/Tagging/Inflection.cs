namespace Sitrep.Language.Tagging;

/// <summary>Reads inflection from Penn tags.</summary>
internal static class Inflection
{
    /// <summary>The features of a word with a Penn tag.</summary>
    public static WordFeatures Of(string penn, string lower)
    {
        var features = penn switch
        {
            "NN" or "NNP" => WordFeatures.Singular,
            "NNS" or "NNPS" => WordFeatures.Plural,
            "VBD" => WordFeatures.Past | WordFeatures.Finite,
            "VBZ" => WordFeatures.Present | WordFeatures.Finite | WordFeatures.Singular,
            "VBP" => WordFeatures.Present | WordFeatures.Finite,
            "VB" => WordFeatures.Infinitive,
            "VBN" => WordFeatures.Past | WordFeatures.Participle,
            "VBG" => WordFeatures.Present | WordFeatures.Gerund,
            "MD" => WordFeatures.Modal | WordFeatures.Finite,
            "JJR" or "RBR" => WordFeatures.Comparative,
            "JJS" or "RBS" => WordFeatures.Superlative,
            "PRP$" or "WP$" or "POS" => WordFeatures.Possessive,
            _ => WordFeatures.None,
        };
        return lower is "not" or "n't" or "no" or "never" or "neither" or "nor" or "none" ? features | WordFeatures.Negative : features;
    }
}
