using System.Text.Json;
using System.Text.Json.Serialization;
using Aspire.Hosting;

namespace Sitrep.LocalHosting.AppModel;

/// <summary>A profile of a project's Properties/launchSettings.json.</summary>
internal sealed record LaunchProfile(
    [property: JsonPropertyName("commandName")] string? CommandName,
    [property: JsonPropertyName("applicationUrl")] string? ApplicationUrl,
    [property: JsonPropertyName("environmentVariables")] Dictionary<string, string>? EnvironmentVariables)
{
    private static readonly JsonSerializerOptions Json = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Addresses that the project listens on.</summary>
    public IEnumerable<Uri> Addresses => (ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => new Uri(url));

    /// <summary>The profile called <paramref name="preferred"/>, else the first that runs the project; null where the project has no launchSettings.json.</summary>
    public static (string Name, LaunchProfile Profile)? Read(string projectPath, string? preferred)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path)) return null;
        try
        {
            var settings = JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllBytes(path), Json);
            var profiles = (settings?.Profiles ?? []).Where(p => p.Value.CommandName == "Project").ToList();
            if (profiles.Count == 0) return null;
            var chosen = profiles.Find(p => p.Key == preferred);
            return chosen.Value is null ? (profiles[0].Key, profiles[0].Value) : (chosen.Key, chosen.Value);
        }
        catch (Exception e) when (e is JsonException or UriFormatException)
        {
            throw new DistributedApplicationException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private sealed record LaunchSettings([property: JsonPropertyName("profiles")] Dictionary<string, LaunchProfile>? Profiles);
}
