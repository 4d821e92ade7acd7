using Sitrep.Sources.Storage;

namespace Sitrep.Sources.Registry;

/// <summary>Keeps the names under which a source is found in step with what it is called. The row's names must be loaded.</summary>
internal static class SourceNames
{
    /// <summary>After a change of display name or credit names.</summary>
    /// <param name="row">As it now stands.</param>
    /// <param name="before">The display name that it had; null where it is new.</param>
    public static void Follow(SourceRow row, string? before)
    {
        row.Names.RemoveAll(name => name.Kind == (int)SourceNameKind.Credit && !row.CreditNames.Contains(name.Name));
        foreach (var credit in row.CreditNames)
        {
            Add(row, credit, SourceNameKind.Credit);
        }

        if (before is { Length: > 0 } && SourceNaming.Key(before) != row.NameKey)
        {
            Add(row, before, SourceNameKind.Former);
        }

        // What it is called again is no former name.
        row.Names.RemoveAll(name => name.Kind == (int)SourceNameKind.Former && name.NameKey == row.NameKey);
    }

    /// <summary>Gives a source one more name, unless it has it.</summary>
    public static void Add(SourceRow row, string name, SourceNameKind kind)
    {
        var key = SourceNaming.Key(name);
        if (!row.Names.Exists(known => known.Kind == (int)kind && known.NameKey == key))
        {
            row.Names.Add(new SourceNameRow { SourceId = row.Id, NameKey = key, Kind = (int)kind, Name = name });
        }
    }
}
