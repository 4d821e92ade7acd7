using Sitrep.Coder.Events;

namespace Sitrep.Coder.Lexicons;

/// <summary>A noun for people or for an organ.</summary>
/// <param name="Phrase">Lemma or phrase.</param>
/// <param name="Sectors">PLOVER sectors, main one first.</param>
/// <param name="Kinds">people, armed, office, envoy, child.</param>
/// <param name="IsBody">An organ or group rather than people.</param>
internal sealed record PartyNoun(string Phrase, string[] Sectors, string[] Kinds, bool IsBody)
{
    public bool IsArmed => Kinds.Contains("armed");

    public bool IsOffice => Kinds.Contains("office");

    public bool IsPeople => Kinds.Contains("people");

    public bool IsChild => Kinds.Contains("child");
}

/// <summary>A thing: a weapon or what is hit.</summary>
/// <param name="Phrase">Lemma or phrase.</param>
/// <param name="Category">What kind of thing.</param>
/// <param name="Mark">A weapon's mode, a target's sector; may be empty.</param>
internal sealed record ThingNoun(string Phrase, string Category, string Mark)
{
    private readonly string[] _classes = Category.Split(',');

    /// <summary>Whether it belongs to a class, where classes.txt gives it several.</summary>
    public bool Is(string wordClass) => Array.IndexOf(_classes, wordClass) >= 0;
}

/// <summary>Whom a harm word is about.</summary>
internal enum HarmFrame
{
    Object, Subject, Of, Counted, State, Toll, PersonObject,
}

/// <summary>A word for harm.</summary>
internal sealed record HarmWord(string Phrase, Harm Harm, HarmFrame Frame);

/// <summary>The lexicons of single nouns and harm words.</summary>
internal static class WordLexicons
{
    /// <summary>people.txt and bodies.txt.</summary>
    public static PhraseTable<PartyNoun> Parties { get; } = LoadParties();

    /// <summary>weapons.txt.</summary>
    public static PhraseTable<ThingNoun> Weapons { get; } = LoadThings("weapons.txt");

    /// <summary>targets.txt.</summary>
    public static PhraseTable<ThingNoun> Targets { get; } = LoadThings("targets.txt");

    /// <summary>classes.txt: the class in <see cref="ThingNoun.Category"/>.</summary>
    public static PhraseTable<ThingNoun> Classes { get; } = LoadThings("classes.txt");

    /// <summary>contexts.txt: the PLOVER context in <see cref="ThingNoun.Category"/>.</summary>
    public static PhraseTable<ThingNoun> Contexts { get; } = LoadThings("contexts.txt");

    /// <summary>harm.txt, verbs.</summary>
    public static PhraseTable<HarmWord> HarmVerbs { get; } = LoadHarm(f => f == "v");

    /// <summary>harm.txt, nouns and adjectives.</summary>
    public static PhraseTable<HarmWord> HarmNouns { get; } = LoadHarm(f => f != "v");

    private static PhraseTable<PartyNoun> LoadParties()
    {
        var table = new PhraseTable<PartyNoun>();
        foreach (var (file, isBody) in new[] { ("people.txt", false), ("bodies.txt", true) })
        {
            foreach (var f in LexiconFile.Read(file, 3))
            {
                var kinds = LexiconFile.List(f[2], ' ');
                table.Add(f[0], new PartyNoun(f[0], LexiconFile.List(f[1], ','), kinds, isBody || kinds.Contains("body")));
            }
        }
        return table;
    }

    private static PhraseTable<ThingNoun> LoadThings(string file)
    {
        var table = new PhraseTable<ThingNoun>();
        foreach (var f in LexiconFile.Read(file, 3))
            table.Add(f[0], new ThingNoun(f[0], f[1], f[2]));
        return table;
    }

    private static PhraseTable<HarmWord> LoadHarm(Func<string, bool> wanted)
    {
        var table = new PhraseTable<HarmWord>();
        foreach (var f in LexiconFile.Read("harm.txt", 4))
        {
            if (!wanted(f[1]))
                continue;
            var frame = f[3] switch
            {
                "object" => HarmFrame.Object,
                "subject" => HarmFrame.Subject,
                "of" => HarmFrame.Of,
                "counted" => HarmFrame.Counted,
                "state" => HarmFrame.State,
                "toll" => HarmFrame.Toll,
                "person-object" => HarmFrame.PersonObject,
                var other => throw new InvalidDataException($"Unknown frame {other} in harm.txt."),
            };
            table.Add(f[0], new HarmWord(f[0], Enum.Parse<Harm>(f[2], ignoreCase: true), frame));
        }
        return table;
    }
}
