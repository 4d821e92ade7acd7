using System.Collections.Frozen;

namespace Sitrep.Events.Joining;

/// <summary>Words as joining compares them: folded, without the commonest, without the commonest endings.</summary>
internal static class JoinWords
{
    private const int MinLength = 3;

    // "killed", "killing", "kills" and "killings" are one word here; that "kiss" loses its last letter harms nobody.
    private static readonly string[] Endings = ["ings", "ing", "ed", "es", "s", "ers", "er", "e", "y"];

    private static readonly FrozenSet<string> Common = Set(
        """
        the and for was were are has had have been being that this with from into onto near after before when while who whom whose which its their his her
        our your they them she him you but not nor than then there here out off over under between against about around some any all both each other another
        more most least many several one two three four five six seven eight nine ten eleven twelve people person man men woman women will would could
        should may might can did does said say says
        """);

    // They stand in every account of every deed of the kind, so that two share them says nothing.
    private static readonly FrozenSet<string> Untelling = Set(
        """
        kill wound injure attack attacker dead die death deadly toll hurt lose lost leave left official police authorities report according local government city
        town village province district region area state country capital northern southern eastern western central north south east west northeast
        northwest southeast southwest northeastern northwestern southeastern southwestern monday tuesday wednesday thursday friday saturday sunday
        january february march april june july august september october november december today yesterday early late last week month year
        day hour morning evening night afternoon time civilian resident witness source security force forces military army soldier troops also
        tell told claim news agency press statement spokesman spokeswoman spokesperson
        """).Select(Stem).ToFrozenSet(StringComparer.Ordinal);

    // What can be hit, by the words for it: accounts call one hospital a clinic, but not a bank.
    private static readonly FrozenDictionary<int, int> Kinds = new Dictionary<string, string>
    {
        ["hospital"] = "hospital hospitals clinic medical ambulance",
        ["worship"] = "mosque mosques church churches shrine temple cathedral synagogue prayer prayers worshippers monastery seminary",
        ["market"] = "market markets bazaar shop shops shopping mall store stores marketplace",
        ["school"] = "school schools university college academy campus students classroom",
        ["hotel"] = "hotel hotels guesthouse resort",
        ["restaurant"] = "restaurant cafe bar nightclub teahouse",
        ["court"] = "court courthouse tribunal",
        ["bank"] = "bank banks",
        ["wedding"] = "wedding weddings",
        ["funeral"] = "funeral mourners cemetery",
        ["media"] = "television broadcaster radio newspaper studio",
        ["transport"] = "bus buses train trains railway metro station terminal ferry",
        ["airport"] = "airport airfield airbase runway plane aircraft helicopter",
        ["checkpoint"] = "checkpoint checkpoints roadblock outpost",
        ["base"] = "base barracks garrison camp compound",
        ["police-station"] = "headquarters precinct",
        ["convoy"] = "convoy convoys patrol vehicle vehicles motorcade truck",
        ["prison"] = "prison jail inmates",
        ["embassy"] = "embassy consulate diplomats",
        ["parliament"] = "parliament ministry palace",
        ["oil"] = "oil pipeline refinery depot",
        ["power"] = "pylon pylons substation dam",
        ["bridge"] = "bridge tunnel",
        ["stadium"] = "stadium match concert theatre theater",
        ["refugees"] = "refugees refugee displaced",
        ["port"] = "ship ships tanker vessel boat",
        ["election"] = "polling ballot",
    }.SelectMany(kind => kind.Value.Split(' ').Select(word => (Word: SignatureReader.Hash32(Stem(word)), Kind: SignatureReader.Hash32("kind:" + kind.Key))))
        .DistinctBy(pair => pair.Word)
        .ToFrozenDictionary(pair => pair.Word, pair => pair.Kind);

    /// <summary>Lower-case words of a quote, stemmed, the commonest left out.</summary>
    public static IEnumerable<string> Stems(string quote)
    {
        var start = -1;
        for (var i = 0; i <= quote.Length; i++)
        {
            if (i < quote.Length && char.IsLetterOrDigit(quote[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                var word = quote[start..i].ToLowerInvariant();
                start = -1;
                if (word.Length >= MinLength && !Common.Contains(word))
                {
                    yield return Stem(word);
                }
            }
        }
    }

    /// <summary>A name, folded.</summary>
    public static string Fold(string name) => string.Join(' ', Stems(name));

    /// <summary>Whether a stem says anything beyond that something happened. Numbers are compared as tolls and days.</summary>
    public static bool IsTelling(string stem) => !Untelling.Contains(stem) && !char.IsAsciiDigit(stem[0]);

    /// <summary>What kinds of targets hashed stems name.</summary>
    public static int[] KindsOf(IEnumerable<int> stems) => [.. stems.Select(stem => Kinds.GetValueOrDefault(stem)).Where(kind => kind != 0).Distinct().Order()];

    private static string Stem(string word)
    {
        foreach (var ending in Endings)
        {
            if (word.Length >= ending.Length + MinLength && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
