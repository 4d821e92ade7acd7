namespace Sitrep.Coder.Lexicons;

/// <summary>Closed word classes of moods.txt: which verbs put what follows them into another mood.</summary>
internal static class Words
{
    private static readonly Dictionary<string, HashSet<string>> Classes = Load();

    /// <summary>Whether a word or lemma belongs to a class of moods.txt.</summary>
    public static bool Is(string wordClass, string word) => Classes[wordClass].Contains(word);

    private static Dictionary<string, HashSet<string>> Load()
    {
        var classes = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var f in LexiconFile.Read("moods.txt", 2))
        {
            if (!classes.TryGetValue(f[1], out var words))
                classes[f[1]] = words = new HashSet<string>(StringComparer.Ordinal);
            words.Add(f[0]);
        }
        return classes;
    }
}
