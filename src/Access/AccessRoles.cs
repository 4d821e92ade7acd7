namespace Sitrep.Access;

/// <summary>Values of a token's claim <see cref="Claim"/>: the roles of sitrep.auth.v1.Role in lower case.</summary>
public static class AccessRoles
{
    /// <summary>Name of the claim; it may stand several times, or hold a list.</summary>
    public const string Claim = "roles";

    /// <summary>Reads events, incidents, reports, sources and places.</summary>
    public const string Reader = "reader";

    /// <summary>Hands reports in.</summary>
    public const string Ingester = "ingester";

    /// <summary>Reads, corrects, reviews, joins and splits.</summary>
    public const string Analyst = "analyst";

    /// <summary>May do everything.</summary>
    public const string Admin = "admin";

    /// <summary>One of our own services, calling another.</summary>
    public const string Service = "service";

    /// <summary>Every role, the least powerful first.</summary>
    public static IReadOnlyList<string> All { get; } = [Reader, Ingester, Analyst, Admin, Service];
}
