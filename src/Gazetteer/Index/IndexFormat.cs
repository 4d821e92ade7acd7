namespace Sitrep.Gazetteer.Index;

/// <summary>The constants of FORMAT.md.</summary>
internal static class IndexFormat
{
    /// <summary>What this version writes and reads.</summary>
    public const ushort Version = 2;

    public const int HeaderSize = 64;
    public const int TableEntrySize = 32;
    public const int ChecksumSize = 32;

    /// <summary>Sections begin at multiples of this, so that every number in a mapped file is aligned.</summary>
    public const int Alignment = 64;

    /// <summary>Flag of a file whose sections are packed; it is unpacked into memory and lacks what can be derived.</summary>
    public const uint Packed = 1;

    /// <summary>Keys in a block, of which only the first is written whole.</summary>
    public const int KeysPerBlock = 16;

    /// <summary>Postings in a block of <see cref="Section.Minima"/>.</summary>
    public const int PostingsPerBlock = 64;

    public static ReadOnlySpan<byte> Magic => "SITREPGZ"u8;

    /// <summary>The sections by number; the order in which they stand in a file.</summary>
    public static readonly string[] Tags =
        ["META", "COUN", "FEAT", "ADM1", "ZONE", "LANG", "OWNI", "CPLA", "MEMB", "CLAI", "PLAC", "TEXT", "KEYS", "KBLK", "POST", "PMIN", "IDRW", "CHIS", "CHIR", "SPAB", "SPAR", "SPAP", "HALD", "HALE", "LOOD", "LOOE"];

    /// <summary>Bytes of one element of a section: what packing turns into planes.</summary>
    public static int StrideOf(Section section) => section switch
    {
        Section.CountryPlaces or Section.Postings or Section.Minima or Section.RowsById or Section.ChildStarts or Section.ChildRows or Section.BandStarts or Section.BandRows or Section.HalfDirectory or Section.HalfEntries or Section.LooseDirectory or Section.LooseEntries => 4,
        Section.Members or Section.Claims or Section.KeyBlocks or Section.BandPoints => 8,
        Section.Places => PlaceRecord.Size,
        _ => 1,
    };
}

/// <summary>The sections of an index; from <see cref="Minima"/> on they can be derived from those before.</summary>
internal enum Section
{
    Meta,
    Countries,
    Features,
    Admin1Codes,
    TimeZones,
    Languages,
    OwnIds,
    CountryPlaces,
    Members,
    Claims,
    Places,
    Texts,
    Keys,
    KeyBlocks,
    Postings,
    Minima,
    RowsById,
    ChildStarts,
    ChildRows,
    BandStarts,
    BandRows,
    BandPoints,
    HalfDirectory,
    HalfEntries,
    LooseDirectory,
    LooseEntries,
}
