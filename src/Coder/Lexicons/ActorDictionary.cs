using System.Globalization;
using Sitrep.Language.Segmentation;

namespace Sitrep.Coder.Lexicons;

/// <summary>An entry of the actor dictionary, for the years in which it holds.</summary>
/// <param name="Id">Last part of `actors/{actor}`.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-3, IGO, NGO or IMG.</param>
/// <param name="Sectors">PLOVER sectors, main one first.</param>
/// <param name="DisplayName">The name that is shown.</param>
/// <param name="FirstYear">First year in which it holds.</param>
/// <param name="LastYear">Last year in which it holds.</param>
internal sealed record DictionaryActor(string Id, string CountryCode, string[] Sectors, string DisplayName, int FirstYear, int LastYear)
{
    public bool IsPerson => Id.StartsWith("person-", StringComparison.Ordinal);

    public bool IsArmedGroup => !IsPerson && Sectors.Any(s => s is "REB" or "PRM" or "CRM");

    public bool IsArmed => IsArmedGroup || (!IsPerson && Sectors.Contains("MIL"));

    public bool IsPartOf(int year) => FirstYear <= year && year <= LastYear;
}

/// <summary>Named actors by name: armed groups, parties, international bodies, organisations, leaders of states.</summary>
internal static class ActorDictionary
{
    private const int LongestName = 16;
    private static readonly string[] Files = ["actors_groups.txt", "actors_parties.txt", "actors_bodies.txt", "actors_people.txt"];
    private static readonly Dictionary<string, List<DictionaryActor>> Names = new(StringComparer.Ordinal);
    private static readonly HashSet<(string First, int Length)> Lengths = [];
    private static readonly HashSet<string> Capitals = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, int> Longest = new(StringComparer.Ordinal);

    static ActorDictionary()
    {
        foreach (var f in Files.SelectMany(file => LexiconFile.Read(file, 5)))
        {
            var names = LexiconFile.List(f[3], ';');
            var years = f[4].Split('-');
            var first = years[0].Length == 0 ? 0 : int.Parse(years[0], CultureInfo.InvariantCulture);
            var last = years.Length < 2 || years[1].Length == 0 ? 9999 : int.Parse(years[1], CultureInfo.InvariantCulture);
            var actor = new DictionaryActor(f[0], f[1], LexiconFile.List(f[2], ','), names[0], first, last);
            foreach (var name in names)
                Add(name, actor);
        }
    }

    /// <summary>The longest name that begins at a token, as it holds in <paramref name="year"/>; where none does, the nearest entry in time.</summary>
    /// <remarks>
    /// Names of one word match in their own case only ("IS", "WHO"). Longer ones match whatever their case, but for one thing: what the dictionary
    /// writes with a capital does not begin in lower case ("new forces" are not the New Forces). Who led a state before the year is of its former elite.
    /// </remarks>
    public static DictionaryActor? Match(IReadOnlyList<Token> tokens, int first, int limit, int year, out int end)
    {
        end = first;
        var head = Plain(tokens[first].Lower);
        var longest = Math.Min(Longest.GetValueOrDefault(head), limit - first);
        for (var length = longest; length > 0; length--)
        {
            if (length > 1 && !Lengths.Contains((head, length)))
                continue;
            var key = length == 1 ? Plain(tokens[first].Text) : Joined(tokens, first, length);
            if (Names.TryGetValue(key, out var actors) && (length == 1 || char.IsUpper(tokens[first].Text[0]) || !Capitals.Contains(key)))
            {
                end = first + length;
                return InYear(actors, year);
            }
        }
        return null;
    }

    private static string Joined(IReadOnlyList<Token> tokens, int first, int length)
    {
        var words = new string[length];
        for (var i = 0; i < length; i++)
            words[i] = Plain(tokens[first + i].Lower);
        return string.Join(' ', words);
    }

    private static DictionaryActor InYear(List<DictionaryActor> actors, int year)
    {
        if (actors.Find(a => a.IsPartOf(year)) is { } holding)
            return holding;
        DictionaryActor? before = null, after = null;
        foreach (var actor in actors)
        {
            if (actor.LastYear < year && (before is null || actor.LastYear > before.LastYear))
                before = actor;
            else if (actor.FirstYear > year && (after is null || actor.FirstYear < after.FirstYear))
                after = actor;
        }
        if (before is null)
            return after ?? actors[0];
        return before is { IsPerson: true, Sectors: ["GOV", ..] } ? before with { Sectors = ["ELI", .. before.Sectors] } : before;
    }

    private static void Add(string name, DictionaryActor actor)
    {
        var words = Words(Plain(name));
        if (words.Count > LongestName)
            throw new InvalidDataException($"\"{name}\" has more than {LongestName} words.");
        var lower = words.Select(w => w.ToLowerInvariant()).ToList();
        var key = words.Count == 1 ? words[0] : string.Join(' ', lower);
        // "al-Shabaab" begins sentences too.
        if (words.Count == 1 && key.StartsWith("al-", StringComparison.Ordinal))
            Add("Al-" + name[3..], actor);
        if (!Names.TryGetValue(key, out var actors))
            Names[key] = actors = [];
        if (words.Count > 1 && char.IsUpper(words[0][0]))
            Capitals.Add(key);
        if (!actors.Contains(actor))
            actors.Add(actor);
        Lengths.Add((lower[0], words.Count));
        Longest[lower[0]] = Math.Max(Longest.GetValueOrDefault(lower[0]), words.Count);
    }

    /// <summary>The words of a name as the tokeniser cuts them: possessive endings and marks are tokens of their own.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        foreach (var word in name.Split(' '))
        {
            if (word.EndsWith("'s", StringComparison.Ordinal) && word.Length > 2)
                words.AddRange([word[..^2], "'s"]);
            else if (word.EndsWith("s'", StringComparison.Ordinal) && word.Length > 2)
                words.AddRange([word[..^1], "'"]);
            else if (word.Length > 2 && word[0] == '(' && word[^1] == ')')
                words.AddRange(["(", word[1..^1], ")"]);
            else
                words.Add(word);
        }
        return words;
    }

    private static string Plain(string text) => text.Replace('\u2019', '\'').Replace('\u2018', '\'');
}
