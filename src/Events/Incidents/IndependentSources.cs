namespace Sitrep.Events.Incidents;

/// <summary>Which sources of an incident copy one another: those that published a report of one story, and whoever is linked to them in that way.</summary>
internal sealed class IndependentSources
{
    private readonly Dictionary<string, string> _group;

    /// <param name="accounts">Of the incident.</param>
    public IndependentSources(IReadOnlyList<Account> accounts)
    {
        var parent = new Dictionary<string, string>(StringComparer.Ordinal);
        string Root(string name) => parent.TryGetValue(name, out var up) && up != name ? Root(up) : name;
        foreach (var account in accounts)
        {
            parent.TryAdd(account.Event.Report.Source, account.Event.Report.Source);
        }

        foreach (var story in accounts.Where(a => a.Event.Report.Story.Length > 0).GroupBy(a => a.Event.Report.Story))
        {
            string[] sources = [.. story.Select(a => a.Event.Report.Source).Distinct().Order(StringComparer.Ordinal)];
            foreach (var source in sources.Skip(1))
            {
                // The smaller name leads, so that the groups have the same names whatever the order.
                var (one, other) = (Root(sources[0]), Root(source));
                var (lead, rest) = string.CompareOrdinal(one, other) <= 0 ? (one, other) : (other, one);
                parent[rest] = lead;
            }
        }

        _group = parent.Keys.ToDictionary(source => source, Root, StringComparer.Ordinal);
        Count = _group.Values.Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The group of an account's source.</summary>
    public string Of(Account account) => _group[account.Event.Report.Source];
}
