namespace Sitrep.Language.Tagging;

/// <summary>Which classes the treebank gives frequent words, and what words' exact Penn tags and lemmas are where rules get them wrong.</summary>
internal sealed class TagDictionary
{
    private readonly Dictionary<string, Entry> _entries;
    private readonly Dictionary<(TagClass Tag, string Lower), string> _penn;
    private readonly Dictionary<(TagClass Tag, string Lower), string> _lemmas;

    /// <summary>What is known of one word.</summary>
    /// <param name="Seen">Bits of its classes.</param>
    /// <param name="Only">Its class where it has but one, else -1.</param>
    public readonly record struct Entry(uint Seen, int Only);

    public TagDictionary(
        Dictionary<string, Entry> entries, Dictionary<(TagClass Tag, string Lower), string> penn, Dictionary<(TagClass Tag, string Lower), string> lemmas)
    {
        _entries = entries;
        _penn = penn;
        _lemmas = lemmas;
        Forms = new FormTable(this);
    }

    /// <summary>A dictionary without entries.</summary>
    public static TagDictionary Empty { get; } = new(new Dictionary<string, Entry>(), new Dictionary<(TagClass, string), string>(), new Dictionary<(TagClass, string), string>());

    /// <summary>The forms of words as this dictionary knows them.</summary>
    public FormTable Forms { get; }

    /// <summary>What is known of a word in lower case.</summary>
    public bool TryFind(string lower, out Entry entry) => _entries.TryGetValue(lower, out entry);

    /// <summary>The Penn tag of a word of a class.</summary>
    public string Penn(TagClass tag, string lower) => _penn.TryGetValue((tag, lower), out var penn) ? penn : RegularPenn(tag, lower);

    /// <summary>The lemma of a word of a class, lower case.</summary>
    public string Lemma(TagClass tag, string lower) => _lemmas.TryGetValue((tag, lower), out var lemma) ? lemma : Morphology.Lemma(lower, TagClasses.CoarseTag(tag));

    /// <summary>The Penn tag without regard to exceptions.</summary>
    public static string RegularPenn(TagClass tag, string lower) => tag switch
    {
        TagClass.Adverb when lower is "when" or "where" or "how" or "why" or "whenever" or "wherever" => "WRB",
        TagClass.Punctuation => lower[0] switch
        {
            '.' or '!' or '?' when lower.Length < 3 || lower.AsSpan().IndexOfAnyExcept('.', '!', '?') < 0 => ".",
            '(' or '[' or '{' => "-LRB-",
            ')' or ']' or '}' => "-RRB-",
            '\u201C' or '\u2018' or '`' => "``",
            '\u201D' or '\u2019' or '"' or '\'' => "''",
            '-' when lower.Length == 1 => "HYPH",
            ':' or ';' or '-' or '\u2013' or '\u2014' or '\u2026' => ":",
            ',' => ",",
            _ => "NFP",
        },
        _ => TagClasses.Penn(tag),
    };

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    public static TagDictionary Read(BinaryReader reader)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        for (var rest = reader.Read7BitEncodedInt(); rest > 0; rest--)
            entries[reader.ReadString()] = new Entry(reader.ReadUInt32(), reader.ReadSByte());
        return new TagDictionary(entries, ReadExceptions(reader), ReadExceptions(reader));
    }

    /// <summary>Writes a dictionary, in the order of its words.</summary>
    public static void WriteTo(
        BinaryWriter writer, IReadOnlyDictionary<string, Entry> entries, IReadOnlyDictionary<(TagClass Tag, string Lower), string> penn,
        IReadOnlyDictionary<(TagClass Tag, string Lower), string> lemmas)
    {
        writer.Write7BitEncodedInt(entries.Count);
        foreach (var (word, entry) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.Write(word);
            writer.Write(entry.Seen);
            writer.Write((sbyte)entry.Only);
        }

        WriteExceptions(writer, penn);
        WriteExceptions(writer, lemmas);
    }

    private static Dictionary<(TagClass, string), string> ReadExceptions(BinaryReader reader)
    {
        var exceptions = new Dictionary<(TagClass, string), string>();
        for (var rest = reader.Read7BitEncodedInt(); rest > 0; rest--)
        {
            var tag = (TagClass)reader.ReadByte();
            exceptions[(tag, reader.ReadString())] = reader.ReadString();
        }

        return exceptions;
    }

    private static void WriteExceptions(BinaryWriter writer, IReadOnlyDictionary<(TagClass Tag, string Lower), string> exceptions)
    {
        writer.Write7BitEncodedInt(exceptions.Count);
        foreach (var ((tag, lower), value) in exceptions.OrderBy(entry => entry.Key.Lower, StringComparer.Ordinal).ThenBy(entry => entry.Key.Tag))
        {
            writer.Write((byte)tag);
            writer.Write(lower);
            writer.Write(value);
        }
    }
}
