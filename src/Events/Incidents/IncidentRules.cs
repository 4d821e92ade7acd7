using Grpc.Core;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.Incidents;

/// <summary>What names of incidents in requests must be like, and the refusal of one that there is not.</summary>
internal static class IncidentRules
{
    private const int MaxNameBytes = 400;

    /// <summary>Notes what is wrong with a name.</summary>
    public static void CheckName(string name, string field, Violations violations)
    {
        violations.CheckText(name, field, MaxNameBytes, required: true);
        violations.Require(name.Length == 0 || name.StartsWith(IncidentName.Collection, StringComparison.Ordinal), field, "INVALID_FORMAT", "Must be `incidents/{incident}`.");
    }

    /// <summary>NOT_FOUND.</summary>
    public static SitrepException NotFound(string name) => new(
        StatusCode.NotFound, EventsReasons.IncidentNotFound, $"There is no {name}.", new Dictionary<string, string> { ["name"] = name });
}
