using Sitrep.Coder.Events;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Numbers;

namespace Sitrep.Coder.Participants;

/// <summary>Who or what a noun phrase stands for, before a role is given.</summary>
internal sealed record Party
{
    public TextSpan? Mention { get; init; }

    public required string DisplayName { get; init; }

    public string ActorId { get; init; } = "";

    public string Country { get; init; } = "";

    public IReadOnlyList<string> Sectors { get; init; } = [];

    public string Organization { get; init; } = "";

    public string OrganizationActorId { get; init; } = "";

    public string Office { get; init; } = "";

    public CountRange? Count { get; init; }

    public string Category { get; init; } = "";

    /// <summary>PLOVER mode of ASSAULT that a weapon tells of.</summary>
    public string Mode { get; init; } = "";

    public Privacy Privacy { get; init; }

    public IReadOnlyList<ResolvedToponym> Locations { get; init; } = [];

    /// <summary>Somebody who can act: a named actor, an organ, people, a state.</summary>
    public bool IsActor { get; init; }

    public bool IsArmed { get; init; }

    public bool IsPeople { get; init; }

    public bool IsOffice { get; init; }

    public bool IsNamedPerson { get; init; }

    /// <summary>A bare place name; a state where it is a country.</summary>
    public bool IsPlace { get; init; }

    public bool IsCountry { get; init; }

    /// <summary>GeoNames feature code of a bare place name; empty where it is none.</summary>
    public string PlaceCode { get; init; } = "";

    public bool IsWeapon { get; init; }

    public bool IsTarget { get; init; }

    /// <summary>Something hit of which the text does not say what it is: "several targets".</summary>
    public bool IsVague => IsTarget && Country.Length == 0 && ActorId.Length == 0 && (Category is "target" or "equipment" or "infrastructure"
        || Key is "structure" or "structures" or "vehicle" or "vehicles" or "facility" or "facilities" or "building" or "buildings" or "other equipment");

    /// <summary>Index of the noun phrase, or -1.</summary>
    public int Phrase { get; init; } = -1;

    /// <summary>The name in the form in which names are compared.</summary>
    public string Key => ReferenceEquals(_keyOf, DisplayName) ? _key : Remember();

    private string _key = "";
    private string? _keyOf;

    /// <summary>Keys are asked for far more often than names change; a copy with another name finds the name changed.</summary>
    private string Remember()
    {
        (_key, _keyOf) = (Keys.Of(DisplayName), DisplayName);
        return _key;
    }

    public Participant ToParticipant(ParticipantRole role, Side side = Side.None) => new()
    {
        Role = role,
        Mention = Mention,
        DisplayName = DisplayName,
        ActorId = ActorId,
        CountryCode = Country,
        Sectors = Sectors,
        Count = Count,
        OrganizationDisplayName = Organization,
        OrganizationActorId = OrganizationActorId,
        Office = Office,
        Categories = Category.Length > 0 ? [Category] : [],
        Side = side,
        Locations = Locations,
        Privacy = Privacy,
    };
}

/// <summary>Compares names regardless of case and articles.</summary>
internal static class Keys
{
    public static string Of(string name)
    {
        var key = name.ToLowerInvariant();
        foreach (var article in (ReadOnlySpan<string>)["the ", "a ", "an "])
        {
            if (key.StartsWith(article, StringComparison.Ordinal))
                return key[article.Length..];
        }
        return key;
    }
}
