using Sitrep.Events.V1;
using Sitrep.Mapping.Coding;

namespace Sitrep.Events.UpdateEvent;

/// <summary>Keeps an event's mappings to other ontologies in line with what analysts corrected.</summary>
internal static class CorrectedMappings
{
    private const string Field = "mappings";

    private static readonly string[] Decisive = ["type", "modes", "factuality"], Contributing = ["participants", "casualties"];

    /// <summary>
    /// Derives the mappings anew where what they follow from is overridden; those that are overridden themselves stay. The CAMEO code stays where only
    /// participants or casualties are: the coder knows more of the words than the event tells.
    /// </summary>
    public static void Derive(Event account, IReadOnlyList<string> overridden)
    {
        bool IsOverridden(string field) => overridden.Any(path => Overlay.Covers(field, path));
        var anew = Decisive.Any(IsOverridden);
        if ((!anew && !Contributing.Any(IsOverridden)) || !Enum.IsDefined(account.Type) || account.Type == EventType.Unspecified)
        {
            return;
        }

        var before = account.Clone();
        account.Mappings = EventMappings.Of(account);
        string[] kept = anew ? [] : ["mappings.cameo_code", "mappings.goldstein_score"];
        Overlay.Apply(before, account, overridden.Where(path => Overlay.Covers(Field, path)).Concat(before.Mappings is null ? [] : kept));
    }
}
