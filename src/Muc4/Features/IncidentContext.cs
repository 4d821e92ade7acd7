using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Features;

/// <summary>Where an incident is told: the sentences of what was found of it.</summary>
internal sealed class IncidentContext
{
    public IncidentContext(Article article, string type, IEnumerable<NounGroup> core)
    {
        Type = type;
        var sentences = core.Select(g => g.Sentence).ToHashSet();
        var words = article.Incidents.Where(w => w.Type == type && w.Kind != "frame").Select(w => article.Tokens[w.Token].Sentence).ToList();
        WordSentences = words.ToHashSet();
        if (sentences.Count == 0)
            sentences.UnionWith(words.Count > 0 ? words.Take(1) : [0]);
        Sentences = sentences;
    }

    public string Type { get; }

    /// <summary>Sentences in which a target or victim stands.</summary>
    public IReadOnlySet<int> Sentences { get; }

    /// <summary>Sentences with a word for an incident of this type.</summary>
    public IReadOnlySet<int> WordSentences { get; }

    public int Distance(int sentence) => Sentences.Min(s => Math.Abs(s - sentence));
}
