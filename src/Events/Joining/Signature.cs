namespace Sitrep.Events.Joining;

/// <summary>
/// What joining compares of an event: numbers and hashes only, so that thousands of likely partners are compared without reading one event.
/// It follows from the event alone.
/// </summary>
internal sealed record Signature
{
    /// <summary>Number of the event's name.</summary>
    public required long EventId { get; init; }

    /// <summary>Hash of `reports/{report}`.</summary>
    public required long Report { get; init; }

    /// <summary>Hash of `stories/{story}`, or of the report where it has no story: copies of one text share it.</summary>
    public required long Story { get; init; }

    /// <summary>Where likely partners are looked for; see <see cref="Blocks"/>.</summary>
    public required string BlockKey { get; init; }

    public required short Type { get; init; }

    public required short Factuality { get; init; }

    /// <summary>Hashes of the modes, the main one first.</summary>
    public IReadOnlyList<int> Modes { get; init; } = [];

    /// <summary>Days since 1970, half-open.</summary>
    public required int StartDay { get; init; }

    public required int EndDay { get; init; }

    /// <summary>The day is said in words, not carried over or taken from the day of publication.</summary>
    public required bool DayIsStated { get; init; }

    /// <summary>Hash of the innermost place that is named; 0 where none is.</summary>
    public long Place { get; init; }

    /// <summary>Hashes of the places that it lies in, the country left out.</summary>
    public IReadOnlyList<long> Areas { get; init; } = [];

    /// <summary>How exactly the place is known.</summary>
    public PlaceScale Scale { get; init; }

    /// <summary>The place is that of the text around; the account says none, or the country and no more.</summary>
    public bool PlaceIsCarried { get; init; }

    /// <summary>Degrees times 10^5; null where there is no point.</summary>
    public (int Latitude, int Longitude)? Point { get; init; }

    /// <summary>Stems of the spots that are named beside the place ("the Zakhil neighbourhood").</summary>
    public IReadOnlyList<int> Spots { get; init; } = [];

    public IReadOnlyList<Party> Parties { get; init; } = [];

    /// <summary>Hashes of the kinds of what was hit: hospital, checkpoint.</summary>
    public IReadOnlyList<int> Targets { get; init; } = [];

    /// <summary>Hashes of the means: ied, airstrike.</summary>
    public IReadOnlyList<int> Means { get; init; } = [];

    public IReadOnlyList<TollNumber> Tolls { get; init; } = [];

    /// <summary>Hashed stems of the words that the event was read from, sorted.</summary>
    public IReadOnlyList<int> Words { get; init; } = [];

    /// <summary>The sentence that it is told in.</summary>
    public Sentence Sentence { get; init; } = Sentence.Unknown;

    /// <summary>The incident that an analyst locked the event in; 0 where it is not locked.</summary>
    public long LockedIn { get; init; }
}

/// <summary>How large the place is that an event is known to lie in.</summary>
internal enum PlaceScale : byte
{
    /// <summary>No place.</summary>
    None,
    Country,
    /// <summary>A first-order division or a region.</summary>
    Province,
    District,
    /// <summary>A town, village, building.</summary>
    Spot,
}

/// <summary>Somebody who takes part.</summary>
/// <param name="Side">On which side of the deed.</param>
/// <param name="Actor">Hash of the actor or of the proper name; 0 where nobody is named.</param>
/// <param name="Country">Hash of the country; 0 where unknown.</param>
/// <param name="Sector">Hash of the main sector; 0 where unknown.</param>
internal readonly record struct Party(PartySide Side, int Actor, int Country, int Sector);

/// <summary>A side of a deed.</summary>
internal enum PartySide : byte
{
    Acting = 1,
    Receiving = 2,
}

/// <summary>A number of people harmed, as one claim gives it.</summary>
/// <param name="Harm">Of `Casualties.Harm`.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound; <see cref="long.MaxValue"/> where open.</param>
/// <param name="IsExact">One number that is not "at least" or "dozens".</param>
internal readonly record struct TollNumber(short Harm, long Low, long High, bool IsExact);
