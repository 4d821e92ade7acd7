namespace Sitrep.Events.Joining;

/// <summary>
/// What joining keeps of the text that an event is told in: read while the text is at hand, for the store keeps no texts, and as hashes.
/// See <see cref="ReportTelling"/>.
/// </summary>
/// <param name="Start">First code unit of the first sentence that holds a trigger.</param>
/// <param name="End">One past its last.</param>
/// <param name="Words">Stems of its words, sorted; left out are words of news in general, places, days, and who says so.</param>
internal sealed record Sentence(int Start, int End, IReadOnlyList<int> Words)
{
    /// <summary>Those of its words, and of <see cref="Lead"/>, that are names.</summary>
    public IReadOnlyList<int> Names { get; init; } = [];

    /// <summary>Of what only tells on, the words that the report begins with, as <see cref="Words"/>, without those of deeds; else empty.</summary>
    public IReadOnlyList<int> Lead { get; init; } = [];

    /// <summary>Hashes of the kinds of what it says was hit: hospital, checkpoint.</summary>
    public IReadOnlyList<int> Targets { get; init; } = [];

    /// <summary>Where and when the text around it plays.</summary>
    public Setting Setting { get; init; } = Setting.Unknown;

    /// <summary>Nothing is known of it.</summary>
    public static Sentence Unknown { get; } = new(0, 0, []);

    /// <summary>Whether a span stands in it.</summary>
    public bool Holds(Text.V1.TextSpan? span) => span is not null && span.Start >= Start && span.End <= End;
}
