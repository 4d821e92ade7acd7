using Sitrep.Coder.Events;

namespace Sitrep.Coder.Lexicons;

/// <summary>What a slot of a frame fills.</summary>
internal enum FrameRole
{
    None, Actor, Recipient, Victim, Target, Place, Instrument,
}

/// <summary>A word or phrase that tells of an event.</summary>
internal sealed class TriggerEntry(string phrase, bool isVerb, EventType type, string[] modes, string frame, string[] conditions)
{
    private readonly Dictionary<string, FrameRole> _slots = ReadFrame(frame, isVerb);

    public string Phrase { get; } = phrase;

    public bool IsVerb { get; } = isVerb;

    public EventType Type { get; } = type;

    public string[] Modes { get; } = modes;

    public string[] Conditions { get; } = conditions;

    /// <summary>The conditions read once.</summary>
    public TriggerCondition[] Parsed { get; } = [.. conditions.Select(TriggerCondition.Parse)];

    /// <summary>Another reading of the same words, tried where the conditions of this one do not hold.</summary>
    public TriggerEntry? Alternative { get; set; }

    public bool Recip { get; } = conditions.Contains("recip");

    public bool HasContent { get; } = conditions.Contains("content");

    public bool TellsToll { get; } = conditions.Contains("attach");

    public bool Exploding { get; } = conditions.Contains("exploding");

    /// <summary>What is promised decides: hostile content makes it a threat.</summary>
    public bool Promise { get; } = conditions.Contains("promise");

    public bool OfAgreement { get; } = conditions.Contains("object:agreement");

    /// <summary>Whether the frame names a slot, be it to say that nobody fills it.</summary>
    public bool Names(string slot) => _slots.ContainsKey(slot);

    /// <summary>What a slot ("subj", "obj", "poss" or a preposition) fills.</summary>
    public FrameRole Role(string slot) => _slots.GetValueOrDefault(slot);

    private static Dictionary<string, FrameRole> ReadFrame(string frame, bool isVerb)
    {
        var slots = new Dictionary<string, FrameRole>(StringComparer.Ordinal) { ["by"] = FrameRole.Actor };
        if (isVerb)
        {
            slots["subj"] = FrameRole.Actor;
            slots["obj"] = FrameRole.Recipient;
        }
        foreach (var part in LexiconFile.List(frame, ' '))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            slots[part[..equals]] = part[(equals + 1)..] switch
            {
                "A" => FrameRole.Actor,
                "R" => FrameRole.Recipient,
                "V" => FrameRole.Victim,
                "T" => FrameRole.Target,
                "P" => FrameRole.Place,
                "I" => FrameRole.Instrument,
                "-" => FrameRole.None,
                var other => throw new InvalidDataException($"Unknown role {other} in the frame \"{frame}\"."),
            };
        }
        return slots;
    }
}

/// <summary>The triggers of the three trigger files.</summary>
internal static class TriggerLexicon
{
    /// <summary>The files, in the order in which equals are tried.</summary>
    public static readonly string[] Files = ["triggers_talk.txt", "triggers_measures.txt", "triggers_violence.txt"];

    /// <summary>Verbs by lemma or phrase.</summary>
    public static PhraseTable<TriggerEntry> Verbs { get; } = Load("v");

    /// <summary>Nouns by lemma or phrase.</summary>
    public static PhraseTable<TriggerEntry> Nouns { get; } = Load("n");

    private static PhraseTable<TriggerEntry> Load(string partOfSpeech)
    {
        var table = new PhraseTable<TriggerEntry>();
        foreach (var f in Files.SelectMany(file => LexiconFile.Read(file, 6)))
        {
            if (f[1] != partOfSpeech)
                continue;
            var type = Enum.Parse<EventType>(f[2], ignoreCase: true);
            Add(table, new TriggerEntry(f[0], f[1] == "v", type, LexiconFile.List(f[3], ','), f[4], LexiconFile.List(f[5], ' ')));
        }
        return table;
    }

    /// <summary>Several readings of a word make a chain: those with more conditions are tried first, of equals the one that the files name first.</summary>
    private static void Add(PhraseTable<TriggerEntry> table, TriggerEntry entry)
    {
        if (table.Find(entry.Phrase) is not { } other)
        {
            table.Add(entry.Phrase, entry);
            return;
        }
        if (entry.Conditions.Length > other.Conditions.Length)
        {
            entry.Alternative = other;
            table.Add(entry.Phrase, entry);
            return;
        }
        while (other.Alternative is { } next && next.Conditions.Length >= entry.Conditions.Length)
            other = next;
        entry.Alternative = other.Alternative;
        other.Alternative = entry;
    }
}
