namespace Sitrep.Muc4.Rendering;

/// <summary>A report before anything is decided.</summary>
/// <param name="Relevance">Logit that it has an incident at all.</param>
/// <param name="Types">What may be of each type.</param>
/// <param name="Candidates">The incidents that it may have.</param>
internal sealed record PreparedArticle(double Relevance, IReadOnlyList<PreparedType> Types, IReadOnlyList<Candidate> Candidates);

/// <summary>A type of incident in a report before anything is decided.</summary>
/// <param name="Name">The type.</param>
/// <param name="Score">Logit that the report has such an incident.</param>
/// <param name="Nodes">What may fill its slots.</param>
internal sealed record PreparedType(string Name, double Score, IReadOnlyList<Node> Nodes)
{
    /// <summary>Logits that two nodes belong to one incident, as far as asked for.</summary>
    public Dictionary<(Node, Node), double> Pairs { get; } = [];

    /// <summary>When and where, by the sentences in which an incident is told, as far as asked for.</summary>
    public Dictionary<string, IncidentSetting> Settings { get; } = new(StringComparer.Ordinal);
}

/// <summary>When and where.</summary>
internal sealed record IncidentSetting(string Date, double DateScore, string Country, string Place, double PlaceScore);
