using Sitrep.Coder;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Time;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Muc4.Reading;

/// <summary>A report as the rendering sees it: what language and coder read, and noun and verb groups over it.</summary>
internal sealed class Article
{
    public Article(Muc4Report report, AnalyzedText analysis, CodedText coded)
    {
        Report = report;
        Coded = coded;
        Tokens = analysis.Tokens;
        Sentences = analysis.Sentences;
        Times = analysis.Times;
        Toponyms = coded.Toponyms;
        NameAt = new int[Tokens.Count];
        Array.Fill(NameAt, -1);
        Names = analysis.Names;
        for (var n = 0; n < Names.Count; n++)
        {
            for (var t = Names[n].FirstToken; t < Names[n].EndToken; t++)
                NameAt[t] = n;
        }
        InTime = new bool[Tokens.Count];
        foreach (var time in Times)
        {
            for (var t = TokenAt(time.Span.Start); t < Tokens.Count && Tokens[t].Span.Start < time.Span.End; t++)
                InTime[t] = true;
        }
        Verbs = VerbGroupFinder.Find(this, out var verbAt);
        VerbAt = verbAt;
        Groups = NounGroupFinder.Find(this, out var groupAt);
        GroupAt = groupAt;
        Entities.Assign(this);
        Chains = new int[Groups.Count];
        Array.Fill(Chains, -1);
        foreach (var mention in analysis.Mentions)
        {
            foreach (var group in Groups.Where(g => g.Head == mention.HeadToken))
                Chains[group.Index] = mention.Chain;
        }
        Incidents = IncidentWords.Find(this);
        EventsOf = ReadEvents();
    }

    public Muc4Report Report { get; }

    public CodedText Coded { get; }

    public string Text => Report.Text;

    public IReadOnlyList<Token> Tokens { get; }

    public IReadOnlyList<Sentence> Sentences { get; }

    public IReadOnlyList<NameMention> Names { get; }

    public IReadOnlyList<TimeExpression> Times { get; }

    public IReadOnlyList<ResolvedToponym> Toponyms { get; }

    /// <summary>Index of the name at a token, -1 where none.</summary>
    public int[] NameAt { get; }

    /// <summary>Whether a token stands in a time expression.</summary>
    public bool[] InTime { get; }

    public IReadOnlyList<NounGroup> Groups { get; }

    /// <summary>Index of the whole noun group at a token, -1 where none.</summary>
    public int[] GroupAt { get; }

    public IReadOnlyList<VerbGroup> Verbs { get; }

    /// <summary>Index of the verb group at a token, -1 where none.</summary>
    public int[] VerbAt { get; }

    /// <summary>Words that tell of an incident, in text order.</summary>
    public IReadOnlyList<IncidentWord> Incidents { get; }

    /// <summary>For each group what it stands for by the language library's coreference; -1 where that knows nothing of it.</summary>
    public int[] Chains { get; }

    /// <summary>For each group the coder's events in which it takes part or in whose words it stands.</summary>
    public IReadOnlyList<IReadOnlySet<int>> EventsOf { get; }

    public bool Is(int token, Pos tag) => token >= 0 && token < Tokens.Count && Tokens[token].Tag == tag;

    /// <summary>Lower-case word at a token of the given sentence, empty beyond its ends.</summary>
    public string Lower(int token, int sentence) => token >= 0 && token < Tokens.Count && Tokens[token].Sentence == sentence ? Tokens[token].Lower : "";

    /// <summary>Words from a token up to another, white space squeezed.</summary>
    public string Words(int start, int end)
    {
        var text = Text[Tokens[start].Span.Start..Tokens[end - 1].Span.End];
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The first token that ends behind a position.</summary>
    public int TokenAt(int position)
    {
        var (low, high) = (0, Tokens.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Tokens[middle].Span.End <= position)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private HashSet<int>[] ReadEvents()
    {
        var events = new HashSet<int>[Groups.Count];
        for (var g = 0; g < events.Length; g++)
            events[g] = [];
        foreach (var coded in Coded.Events)
        {
            foreach (var mention in coded.Participants.Select(p => p.Mention).Concat(coded.Casualties.Select(c => c.Group?.Mention)))
            {
                if (mention is not { } span)
                    continue;
                for (var t = TokenAt(span.Start); t < Tokens.Count && Tokens[t].Span.Start < span.End; t++)
                {
                    if (GroupAt[t] >= 0)
                        events[GroupAt[t]].Add(coded.Index);
                }
            }
        }
        return events;
    }
}
