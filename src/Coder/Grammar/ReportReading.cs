using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Attributions;
using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Time;
using Sitrep.Wire;

namespace Sitrep.Coder.Grammar;

/// <summary>A text as the rules see it: what Language read, by token, and noun and verb groups above it.</summary>
internal sealed class ReportReading
{
    /// <summary>How far, in tokens, rules look for what belongs to a word; keeps the time linear on text without sentences.</summary>
    public const int Reach = 60;

    private readonly List<int>?[] _attributionsAt;
    private readonly int[]? _boilerplateAt;
    private int[]? _firstChild;
    private int[]? _nextChild;

    public ReportReading(AnalyzedText analysis, IReadOnlyList<ResolvedToponym> toponyms, DateOnly? publishDate, int year, WireReading? wire = null)
    {
        Wire = wire;
        Analysis = analysis;
        Tokens = WithParticiples(analysis.Tokens);
        Toponyms = toponyms;
        PublishDate = publishDate;
        Year = year;
        NameAt = ByToken(analysis.Names, n => n.Span);

        // "rocket-propelled grenades" is a noun like others here; only what is written as a name is one.
        for (var t = 0; t < NameAt.Length; t++)
        {
            if (NameAt[t] >= 0 && analysis.Names[NameAt[t]] is { Type: "WEAPON" } weapon
                && (!char.IsUpper(analysis.Text[weapon.Span.Start]) || weapon.FirstToken == SentenceFirst(Tokens[t].Sentence)))
                NameAt[t] = -1;
        }

        _boilerplateAt = wire is { Boilerplate.Count: > 0 } ? ByToken(wire.Boilerplate, span => span) : null;
        TimeAt = ByToken(analysis.Times, t => t.Span);
        NumberAt = ByToken(analysis.Numbers, n => n.Span);
        ToponymAt = ByToken(toponyms, t => t.Span);
        ActorAt = new Lexicons.DictionaryActor?[Tokens.Count];
        ActorEnd = new int[Tokens.Count];
        FindActors();
        PhraseAt = Filled(Tokens.Count);
        VerbAt = Filled(Tokens.Count);
        PhraseFinder.Find(this);
        CueAt = Filled(Tokens.Count);
        _attributionsAt = new List<int>?[Tokens.Count];
        PlaceAttributions();
    }

    public AnalyzedText Analysis { get; }

    /// <summary>Dateline, credits and boilerplate; null for words taken out of their text.</summary>
    public WireReading? Wire { get; }

    /// <summary>Where decisions are taken down; null where nobody asked for them.</summary>
    public Explaining.Notebook? Notes { get; init; }

    public string Text => Analysis.Text;

    public IReadOnlyList<Token> Tokens { get; }

    public IReadOnlyList<Sentence> Sentences => Analysis.Sentences;

    public IReadOnlyList<ResolvedToponym> Toponyms { get; }

    public DateOnly? PublishDate { get; }

    /// <summary>The year that decides which entries of the actor dictionary hold.</summary>
    public int Year { get; }

    /// <summary>Per token: index of the name, time, number, toponym, noun phrase or verb group that holds it, or -1.</summary>
    public int[] NameAt { get; }

    public int[] TimeAt { get; }

    public int[] NumberAt { get; }

    public int[] ToponymAt { get; }

    public int[] PhraseAt { get; }

    public int[] VerbAt { get; }

    /// <summary>Per token: index of the attribution whose cue holds it, or -1.</summary>
    public int[] CueAt { get; }

    /// <summary>Tokens across which nothing belongs together: "after" in "days after a bombing that killed 12".</summary>
    public HashSet<int> Borders { get; } = [];

    /// <summary>Per token: the actor whose name begins there, and where that name ends.</summary>
    public Lexicons.DictionaryActor?[] ActorAt { get; }

    public int[] ActorEnd { get; }

    public List<NounPhrase> Phrases { get; } = [];

    public List<VerbGroup> Verbs { get; } = [];

    public IReadOnlyList<NameMention> Names => Analysis.Names;

    public IReadOnlyList<TimeExpression> Times => Analysis.Times;

    public IReadOnlyList<NumberExpression> Numbers => Analysis.Numbers;

    public IReadOnlyList<SpeechAttribution> Attributions => Analysis.Attributions;

    public string Lower(int token) => token >= 0 && token < Tokens.Count ? Tokens[token].Lower : "";

    public int SentenceFirst(int sentence) => Sentences[sentence].FirstToken;

    public int SentenceEnd(int sentence) => Sentences[sentence].EndToken;

    public TextSpan SpanOf(int first, int end) => new(Tokens[first].Span.Start, Tokens[end - 1].Span.End);

    /// <summary>Indices of the attributions in whose contents a token stands, innermost last.</summary>
    public IReadOnlyList<int> AttributionsAt(int token) => _attributionsAt[token] ?? (IReadOnlyList<int>)[];

    public NounPhrase? PhraseOf(int token) => token >= 0 && token < Tokens.Count && PhraseAt[token] >= 0 ? Phrases[PhraseAt[token]] : null;

    public VerbGroup? VerbOf(int token) => token >= 0 && token < Tokens.Count && VerbAt[token] >= 0 ? Verbs[VerbAt[token]] : null;

    /// <summary>Whether a token belongs to a dateline, a credit line or an invitation to subscribe.</summary>
    public bool IsBoilerplate(int token) => _boilerplateAt is not null && _boilerplateAt[token] >= 0;

    /// <summary>The first token that depends on a token, in text order; -1 where none does.</summary>
    public int FirstChild(int token)
    {
        if (_firstChild is null)
            LinkChildren();
        return _firstChild![token];
    }

    /// <summary>The next token that depends on the same one; -1 after the last.</summary>
    public int NextChild(int token) => _nextChild![token];

    /// <summary>The first token that ends after a position of the text.</summary>
    public int TokenAt(int position)
    {
        int low = 0, high = Tokens.Count;
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

    /// <summary>Base forms as the lexicons know them. ", killing four people": a form in -ing after a comma and before what is counted or named is a verb, whatever the tagger held it for.</summary>
    private static IReadOnlyList<Token> WithParticiples(IReadOnlyList<Token> tokens)
    {
        List<Token>? changed = null;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Lexicons.VerbLemmas.Of(tokens[i]) is var known && known != tokens[i].Lemma)
                (changed ??= [.. tokens])[i] = tokens[i] with { Lemma = known };
        }
        // "Fighting raged in the capital": at the head of its sentence, before its verb.
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Tag == PartOfSpeech.Gerund && (i == 0 || tokens[i - 1].Sentence != tokens[i].Sentence) && tokens[i + 1].Tag is PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Auxiliary
                && tokens[i + 1].Penn is "VBD" or "VBZ" or "VBP" or "MD" && Lexicons.TriggerLexicon.Nouns.Find(tokens[i].Lower) is not null)
                (changed ??= [.. tokens])[i] = tokens[i] with { Tag = PartOfSpeech.Noun, Lemma = tokens[i].Lower };
        }
        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Tag != PartOfSpeech.Noun || !tokens[i].Lower.EndsWith("ing", StringComparison.Ordinal) || tokens[i - 1].Text != ","
                || tokens[i + 1].Tag is not (PartOfSpeech.Number or PartOfSpeech.Determiner) || tokens[i + 1].Sentence != tokens[i].Sentence)
                continue;
            var stem = tokens[i].Lower[..^3];
            var lemma = Lexicons.TriggerLexicon.Verbs.Find(stem) is not null ? stem : Lexicons.TriggerLexicon.Verbs.Find(stem + "e") is not null ? stem + "e" : "";
            if (lemma.Length == 0)
                continue;
            changed ??= [.. tokens];
            changed[i] = tokens[i] with { Tag = PartOfSpeech.Gerund, Lemma = lemma };
        }
        return changed ?? tokens;
    }

    private void LinkChildren()
    {
        _firstChild = Filled(Tokens.Count);
        _nextChild = Filled(Tokens.Count);
        for (var t = Tokens.Count - 1; t >= 0; t--)
        {
            if (Tokens[t].Head is not (>= 0 and var head))
                continue;
            _nextChild[t] = _firstChild[head];
            _firstChild[head] = t;
        }
    }

    private static int[] Filled(int length)
    {
        var values = new int[length];
        Array.Fill(values, -1);
        return values;
    }

    private int[] ByToken<T>(IReadOnlyList<T> items, Func<T, TextSpan> span)
    {
        var at = Filled(Tokens.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var s = span(items[i]);
            for (var t = TokenAt(s.Start); t < Tokens.Count && Tokens[t].Span.Start < s.End; t++)
                at[t] = i;
        }
        return at;
    }

    private void FindActors()
    {
        foreach (var sentence in Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken;)
            {
                if (Lexicons.ActorDictionary.Match(Tokens, i, sentence.EndToken, Year, out var end) is { } actor)
                {
                    ActorAt[i] = actor;
                    ActorEnd[i] = end;
                    i = end;
                }
                else
                {
                    i++;
                }
            }
        }
    }

    private void PlaceAttributions()
    {
        for (var a = 0; a < Attributions.Count; a++)
        {
            for (var t = TokenAt(Attributions[a].Cue.Start); t < Tokens.Count && Tokens[t].Span.Start < Attributions[a].Cue.End; t++)
                CueAt[t] = a;
            foreach (var content in Attributions[a].Contents)
            {
                for (var t = TokenAt(content.Start); t < Tokens.Count && Tokens[t].Span.Start < content.End; t++)
                {
                    var list = _attributionsAt[t] ??= [];
                    if (list.Count < 4)
                        list.Add(a);
                }
            }
        }
    }
}
