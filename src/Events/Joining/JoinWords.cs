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

    // They say what kind of deed it was, which is compared apart: two accounts of any two bombings share them.
    private static readonly FrozenSet<int> Deeds = Set(
        """
        bomb bomber bombing car suicide explosive explosion explode blast blew blow himself detonate device strike airstrike air raid warplane jet plane bombed missile rocket
        shell artillery mortar round fire open opened gun gunman gunmen armed shoot shot shooting clash fight fighter battle assault ambush storm target hit struck
        protest protester demonstrate demonstrator demonstration rally march street took take thousands hundreds crowd banner slogan
        kidnap abduct abduction hostage seize capture arrest detain detention custody charge held hold assassinate assassination murder gunpoint
        militant rebel insurgent troops group responsibility carry carried launch stage union worker
        """).Select(word => SignatureReader.Hash32(Stem(word))).ToFrozenSet();

    // What can be hit, by the words for it: accounts call one hospital a clinic, but not a bank. Two words go before one.
    private static readonly FrozenDictionary<string, int> Kinds = new Dictionary<string, string>
    {
        ["hospital"] = "hospital,clinic,ambulance,medical centre,medical center,health centre,health center",
        ["worship"] = "mosque,church,shrine,temple,cathedral,synagogue,prayers,worshipper,monastery,seminary,chapel",
        ["market"] = "market,bazaar,shop,shopping,mall,store,marketplace,supermarket",
        ["school"] = "school,university,college,academy,campus,student,classroom,pupil",
        ["hotel"] = "hotel,guesthouse,guest house,resort",
        ["restaurant"] = "restaurant,cafe,bar,nightclub,teahouse,tea house",
        ["court"] = "court,courthouse,tribunal",
        ["bank"] = "bank",
        ["wedding"] = "wedding",
        ["funeral"] = "funeral,mourner,cemetery",
        ["media"] = "television,broadcaster,radio,newspaper,studio",
        ["transport"] = "bus,train,railway,metro,subway,terminal,ferry,train station,bus station,railway station,metro station",
        ["airport"] = "airport,airfield,airbase,air base,runway",
        ["aircraft"] = "plane,aircraft,helicopter,airliner",
        ["checkpoint"] = "checkpoint,roadblock,outpost",
        ["base"] = "barracks,garrison,army base,military base,army camp,military camp",
        ["police-station"] = "police station,police post,police headquarters,police headquarter,police office,police barracks,police academy,precinct",
        ["convoy"] = "convoy,patrol,motorcade",
        ["prison"] = "prison,jail,inmate",
        ["embassy"] = "embassy,consulate",
        ["parliament"] = "parliament,ministry,presidential palace",
        ["oil"] = "pipeline,refinery,fuel depot,oil field,oil facility",
        ["power"] = "pylon,substation,power station,power plant,dam",
        ["bridge"] = "bridge,tunnel",
        ["stadium"] = "stadium,concert,theatre,theater,cinema",
        ["refugees"] = "refugee,displaced",
        ["port"] = "ship,tanker,vessel,boat",
        ["election"] = "polling,ballot",
    }.SelectMany(kind => kind.Value.Split(',').Select(words => (Words: string.Join(' ', words.Split(' ').Select(Stem)), Kind: SignatureReader.Hash32("kind:" + kind.Key))))
        .DistinctBy(pair => pair.Words)
        .ToFrozenDictionary(pair => pair.Words, pair => pair.Kind);

    private static readonly FrozenSet<string> FirstOfTwo = Kinds.Keys.Where(words => words.Contains(' ')).Select(words => words.Split(' ')[0]).ToFrozenSet();

    /// <summary>Lower-case words of a quote, stemmed, the commonest left out.</summary>
    public static IEnumerable<string> Stems(string quote) => Places(quote, 0, quote.Length).Select(place => place.Stem);

    /// <summary>As <see cref="Stems"/>, of a part of a text, with where each word stands.</summary>
    public static IEnumerable<(int At, string Stem)> Places(string text, int from, int to)
    {
        var start = -1;
        for (var i = from; i <= to; i++)
        {
            if (i < to && char.IsLetterOrDigit(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                var (at, word) = (start, text[start..i].ToLowerInvariant());
                start = -1;
                if (word.Length >= MinLength && !Common.Contains(word))
                {
                    yield return (at, Stem(word));
                }
            }
        }
    }

    /// <summary>A name, folded.</summary>
    public static string Fold(string name) => string.Join(' ', Stems(name));

    /// <summary>Whether a stem says anything beyond that something happened. Numbers are compared as tolls and days.</summary>
    public static bool IsTelling(string stem) => !Untelling.Contains(stem) && !char.IsAsciiDigit(stem[0]);

    /// <summary>Whether a hashed stem says no more than what kind of deed it was.</summary>
    public static bool IsOfDeed(int stem) => Deeds.Contains(stem);

    /// <summary>Hashes of the kinds of targets that a part of a text names, sorted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">First code unit.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="passedOver">Whether the word that begins at a code unit does not count.</param>
    public static int[] TargetsIn(string text, int from, int to, Func<int, bool> passedOver)
    {
        var kinds = new SortedSet<int>();
        var before = "";
        foreach (var (at, stem) in Places(text, from, to))
        {
            // In "police station" neither word is a kind of its own; in "the bank's market branch" both would be.
            if (!passedOver(at) && ((FirstOfTwo.Contains(before) && Kinds.TryGetValue($"{before} {stem}", out var kind)) || Kinds.TryGetValue(stem, out kind)))
            {
                kinds.Add(kind);
            }

            before = stem;
        }

        return [.. kinds];
    }

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
