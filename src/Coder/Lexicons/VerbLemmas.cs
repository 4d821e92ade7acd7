using Sitrep.Language.Segmentation;

namespace Sitrep.Coder.Lexicons;

/// <summary>Base forms of the verbs that the lexicons of this folder name, for words whose own base form was only guessed.</summary>
internal static class VerbLemmas
{
    private static readonly HashSet<string> Known = Load();

    /// <summary>The base form that the lexicons know; the token's own lemma where they know that or nothing better.</summary>
    public static string Of(Token token)
    {
        if (Known.Contains(token.Lemma) || token.Tag is not (PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Gerund))
            return token.Lemma;
        var form = token.Lower;
        if (form.EndsWith("ied", StringComparison.Ordinal) || form.EndsWith("ies", StringComparison.Ordinal))
            return Pick(form[..^3] + "y") ?? token.Lemma;
        if (form.EndsWith("ed", StringComparison.Ordinal) && form.Length > 3)
            return Pick(form[..^2]) ?? Pick(form[..^1]) ?? Undoubled(form[..^2]) ?? token.Lemma;
        if (form.EndsWith("ing", StringComparison.Ordinal) && form.Length > 4)
            return Pick(form[..^3]) ?? Pick(form[..^3] + "e") ?? Undoubled(form[..^3]) ?? token.Lemma;
        if (form.EndsWith('s') && form.Length > 2)
            return Pick(form[..^1]) ?? (form.EndsWith("es", StringComparison.Ordinal) ? Pick(form[..^2]) : null) ?? token.Lemma;
        return Pick(form) ?? token.Lemma;
    }

    private static string? Pick(string lemma) => Known.Contains(lemma) ? lemma : null;

    private static string? Undoubled(string stem) => stem.Length > 2 && stem[^1] == stem[^2] ? Pick(stem[..^1]) : null;

    private static HashSet<string> Load()
    {
        var known = new HashSet<string>(Triggers.TriggerFrames.LightLemmas, StringComparer.Ordinal);
        foreach (var file in TriggerLexicon.Files)
        {
            foreach (var f in LexiconFile.Read(file, 6))
            {
                if (f[1] == "v")
                    known.Add(f[0].Split(' ')[0]);
                foreach (var condition in LexiconFile.List(f[5], ' ').Select(TriggerCondition.Parse))
                    known.UnionWith(condition.Lemmas);
            }
        }
        foreach (var f in LexiconFile.Read("moods.txt", 2))
            known.Add(f[0]);
        return known;
    }
}
