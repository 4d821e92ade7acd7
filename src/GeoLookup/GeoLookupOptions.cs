using System.ComponentModel.DataAnnotations;

namespace Sitrep.GeoLookup;

/// <summary>Settings of the service, section `GeoLookup`.</summary>
internal sealed class GeoLookupOptions
{
    public const string Section = "GeoLookup";

    /// <summary>An index to answer from, or a folder whose file `current` names one; empty for the one that is part of the product.</summary>
    public string Gazetteer { get; init; } = "";

    /// <summary>A file of user places to lay over it; empty for none.</summary>
    public string UserPlaces { get; init; } = "";

    /// <summary>How often to look whether either has changed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest text, in bytes of UTF-8.</summary>
    [Range(1, 4 * 1024 * 1024)]
    public int MaxTextBytes { get; init; } = 1024 * 1024;
}
