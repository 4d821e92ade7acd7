namespace Sitrep.Language.Names;

/// <summary>What word lists know of a word, whatever its capitals.</summary>
[Flags]
internal enum NameHints : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>A given name.</summary>
    FirstName = 1,
    /// <summary>A given or family name.</summary>
    PersonName = 2,
    /// <summary>A place by this one word.</summary>
    Place = 4,
    /// <summary>A large or well-known place by this one word.</summary>
    GreatPlace = 8,
    /// <summary>A people, faith or camp, or what is theirs.</summary>
    People = 16,
    /// <summary>Heads the names of bodies.</summary>
    BodyHead = 32,
    /// <summary>A title or office.</summary>
    Title = 64,
    /// <summary>Stands beside the names of places.</summary>
    PlaceHead = 128,
    /// <summary>An everyday word: it is seen in lower case too.</summary>
    Common = 256,
    /// <summary>Stands inside names in lower case ("of", "bin").</summary>
    Inside = 512,
    /// <summary>Begins names in lower case ("al", "van").</summary>
    Start = 1024,
    /// <summary>A body by this one word.</summary>
    Body = 2048,
    /// <summary>A word of a famous person's name.</summary>
    Famous = 4096,
    /// <summary>A month or weekday.</summary>
    Calendar = 8192,
    /// <summary>A verb of speech.</summary>
    Speech = 16384,
    /// <summary>Begins a listed name of several words.</summary>
    LongName = 32768,
}

/// <summary>A word as the features of the name model see it.</summary>
internal struct NameWord
{
    /// <summary>Hash of the word in lower case.</summary>
    public uint Lower;

    /// <summary>Hash of its capitals, digits and marks, runs collapsed.</summary>
    public uint Shape;

    /// <summary>What lists know of it.</summary>
    public NameHints Hints;

    /// <summary>Its class by company, 0 for none.</summary>
    public ushort Cluster;

    /// <summary>Kind of a listed name of several words that holds it, and its place there; 0 for none.</summary>
    public ushort Listed;

    /// <summary>Whether a name may stand here: it has a capital.</summary>
    public bool Capital;

    /// <summary>Capitals only, two or more.</summary>
    public bool AllCapitals;

    /// <summary>Begins with a digit.</summary>
    public bool Digit;
}

/// <summary>Hashes of the name model. Part of its file format: a change of any constant makes every model invalid.</summary>
internal static class NameHash
{
    /// <summary>Bits of a key of words and of features.</summary>
    public const int KeyBits = 26;

    private const uint KeyMask = (1u << KeyBits) - 1;

    /// <summary>Hash of some characters.</summary>
    public static uint Of(ReadOnlySpan<char> word) => Finish(Append(Empty, word));

    /// <summary>Where a hash of several words begins.</summary>
    public const uint Empty = 2166136261u;

    /// <summary>Goes on with a hash that is not finished.</summary>
    public static uint Append(uint hash, ReadOnlySpan<char> word)
    {
        foreach (var c in word)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }

    /// <summary>Ends a hash of several words.</summary>
    public static uint End(uint hash) => Finish(hash);

    /// <summary>Key of a feature: what it is and its value.</summary>
    public static uint Feature(uint template, uint value) => Finish(value * 0x9E3779B1u + template * 0x85EBCA77u + 0x165667B1u) & KeyMask;

    /// <summary>Two values as one.</summary>
    public static uint Join(uint first, uint second) => Finish(first * 0xC2B2AE3Du ^ (second * 0x27D4EB2Fu + 0x9E3779B9u));

    /// <summary>Key of a word.</summary>
    public static uint Word(uint hash) => hash & KeyMask;

    private static uint Finish(uint hash)
    {
        hash ^= hash >> 15;
        hash *= 0x2C1B3C6Du;
        hash ^= hash >> 12;
        hash *= 0x297A2D39u;
        return hash ^ (hash >> 15);
    }
}
