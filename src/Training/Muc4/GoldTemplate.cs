using System.Globalization;
using System.Text.Json;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Training.Muc4;

/// <summary>A template of the key: what of it the models learn.</summary>
internal sealed class GoldTemplate
{
    public required IReadOnlyList<string> Types { get; init; }

    public required bool Optional { get; init; }

    /// <summary>For each slot the normalised mentions of each entity.</summary>
    public required IReadOnlyDictionary<Slot, List<HashSet<string>>> Fillers { get; init; }

    /// <summary>For each slot what the scorer's (e) compares with: every mention as the key has it, titles of named victims among them.</summary>
    public required IReadOnlyDictionary<Slot, List<GoldEntity>> All { get; init; }

    /// <summary>For each slot what CEAF compares with: human targets by name only.</summary>
    public required IReadOnlyDictionary<Slot, List<HashSet<string>>> Strict { get; init; }

    /// <summary>Dates as the scorer writes them.</summary>
    public required IReadOnlySet<string> Dates { get; init; }

    public required IReadOnlySet<string> Countries { get; init; }

    /// <summary>The narrowest places.</summary>
    public required IReadOnlySet<string> Places { get; init; }

    public required IReadOnlySet<string> AllPlaces { get; init; }

    public static GoldTemplate Read(JsonElement json)
    {
        var fillers = Enum.GetValues<Slot>().ToDictionary(s => s, _ => new List<HashSet<string>>());
        var all = Enum.GetValues<Slot>().ToDictionary(s => s, _ => new List<GoldEntity>());
        var strict = Enum.GetValues<Slot>().ToDictionary(s => s, _ => new List<HashSet<string>>());
        var roles = json.GetProperty("roles");
        foreach (var (role, slot) in new (string, Slot)[] { ("PerpInd", Slot.PerpInd), ("PerpOrg", Slot.PerpOrg), ("Target", Slot.Target), ("Victim", Slot.Human), ("VictimDesc", Slot.Human), ("Weapon", Slot.Weapon) })
        {
            foreach (var entity in roles.GetProperty(role).EnumerateArray())
            {
                var written = entity.GetProperty("mentions").EnumerateArray().Select(m => m.GetString()!).ToList();
                // A description of a named victim is no victim of its own.
                if (entity.TryGetProperty("of", out var of) && of.GetArrayLength() > 0)
                {
                    all[slot].Find(e => of.EnumerateArray().Any(o => e.Mentions.Contains(o.GetString()!)))?.Mentions.AddRange(written);
                    continue;
                }
                if (written.Count > 0)
                    all[slot].Add(new GoldEntity(written, entity.GetProperty("optional").GetBoolean()));
                var mentions = entity.GetProperty("in_text").EnumerateArray().Select(m => Normalize(m.GetString()!)).Where(m => m.Length > 0).ToHashSet(StringComparer.Ordinal);
                if (mentions.Count > 0)
                    fillers[slot].Add(mentions);
                if (mentions.Count > 0 && role != "VictimDesc")
                    strict[slot].Add(mentions);
            }
        }
        var locations = json.GetProperty("location").EnumerateArray().ToArray();
        return new GoldTemplate
        {
            Types = [.. json.GetProperty("incident_type").EnumerateArray().Select(t => t.GetString()!)],
            Optional = json.GetProperty("optional").GetBoolean(),
            Fillers = fillers,
            All = all,
            Strict = strict,
            Dates = json.GetProperty("date").EnumerateArray().Select(DateOf).Where(d => d.Length > 0).ToHashSet(StringComparer.Ordinal),
            Countries = locations.Select(l => l.GetProperty("country").GetString() ?? "").ToHashSet(StringComparer.Ordinal),
            Places = locations.SelectMany(Narrowest).ToHashSet(StringComparer.Ordinal),
            AllPlaces = locations.SelectMany(l => l.GetProperty("places").EnumerateArray()).Select(p => Place(p.GetProperty("name").GetString()!)).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Lower case, without punctuation, articles and double blanks, as the scorer compares.</summary>
    public static string Normalize(string text) => string.Join(' ', new string([.. text.ToLowerInvariant().Where(c => !char.IsPunctuation(c) && !char.IsSymbol(c))])
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("a" or "an" or "the")));

    /// <summary>A place name without the words for its kind, as the scorer compares.</summary>
    public static string Place(string text) => string.Join(' ', new string([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("the" or "city" or "department" or "town" or "province" or "neighborhood" or "village")));

    private static IEnumerable<string> Narrowest(JsonElement location) => location.GetProperty("places").EnumerateArray()
        .GroupBy(p => p.GetProperty("end").GetInt32()).Select(g => Place(g.Last().GetProperty("name").GetString()!));

    private static string DateOf(JsonElement date)
    {
        var (from, to) = (date.GetProperty("from").GetString(), date.GetProperty("to").GetString());
        return to is null ? "" : date.GetProperty("form").GetString() switch
        {
            "on" => to,
            "by" => "/" + to,
            _ => string.Create(CultureInfo.InvariantCulture, $"{from}/{to}"),
        };
    }
}

/// <summary>An entity of the key as it is written there.</summary>
internal sealed record GoldEntity(List<string> Mentions, bool Optional);
