using System.ComponentModel.DataAnnotations;

namespace Sitrep.GeoLookup;

/// <summary>Settings of the service, section `GeoLookup`.</summary>
internal sealed class GeoLookupOptions
{
    public const string Section = "GeoLookup";

    /// <summary>Path of the index to answer from; empty for the one that is part of the product.</summary>
    public string Gazetteer { get; init; } = "";

    /// <summary>The longest text, in bytes of UTF-8.</summary>
    [Range(1, 4 * 1024 * 1024)]
    public int MaxTextBytes { get; init; } = 1024 * 1024;
}
