using Sitrep.Gazetteer.Index;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>Chooses by what is known of each place (inhabitants, kind) and by what the report says of it: areas named beside it, and where its other places lie.</summary>
/// <remarks>
/// A trained linear ranker over <see cref="RankerFeature"/>; its model card stands in src/Training/Toponyms. Scores are integers in sixteenths of a bit: 16 more
/// means twice as likely. One name means one place throughout a report.
/// </remarks>
public sealed class ToponymResolver : IToponymResolver
{
    private const int Rounds = 3;

    // Below a sixteenth, no candidate of several is likelier than chance would have it.
    private const int LeastShare = 64;

    private readonly GazetteerIndex _index;
    private readonly RankerModel _model;

    /// <summary>Resolves against this index.</summary>
    public ToponymResolver(GazetteerIndex index) : this(index, RankerModel.Default)
    {
    }

    internal ToponymResolver(GazetteerIndex index, RankerModel model)
    {
        _index = index;
        _model = model;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ResolvedToponym> Resolve(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, int maxAlternatives, bool explain = false)
    {
        var nameOf = Rank(text, mentions, context, explain);
        var results = new ResolvedToponym[mentions.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = Answer(text, mentions, nameOf, i, maxAlternatives, explain);
        RelativePoints.Apply(_index, text, results);
        return results;
    }

    /// <summary>The candidates of each mention, ranked; mentions of one name share them.</summary>
    internal ReportName[] Rank(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, bool trace)
    {
        var finder = new CandidateFinder(_index, _model, trace);
        var names = new Dictionary<string, ReportName>(StringComparer.Ordinal);
        var order = new List<ReportName>(); // of first mention
        var nameOf = new ReportName[mentions.Count];
        for (var i = 0; i < mentions.Count; i++)
        {
            var folded = FoldedName(text.AsSpan(mentions[i].Span.Start, mentions[i].Span.Length));
            if (!names.TryGetValue(folded, out var name))
            {
                names.Add(folded, name = finder.Find(folded, text, mentions[i]));
                order.Add(name);
            }
            name.Count++;
            nameOf[i] = name;
        }
        for (var i = 0; i < mentions.Count; i++)
            ReadBeside(finder, text, mentions, nameOf, i);
        foreach (var name in order)
            AddContext(finder, name, context);
        NameClusters.Apply(finder, order);
        foreach (var name in order)
            name.Settle();
        var support = new ReportSupport(_index, _model, [.. order]);
        for (var round = 0; round < Rounds; round++)
            support.Round();
        return nameOf;
    }

    // The "'s" of "Saint John's" belongs to the name where the gazetteer has it so; that of a single word is grammar.
    private string FoldedName(ReadOnlySpan<char> written)
    {
        var bare = NameForms.Bare(written);
        if (bare.Length < written.Length && bare.Contains(' ') && Folding.Fold(written) is var whole && _index.Exact(whole).Count > 0)
            return whole;
        return Folding.Fold(bare);
    }

    private void ReadBeside(CandidateFinder finder, string text, IReadOnlyList<ToponymMention> mentions, ReportName[] nameOf, int i)
    {
        var name = nameOf[i];
        var end = mentions[i].Span.End;
        if (name.KindBeside is null && Surroundings.NextWord(text, end) is { Length: > 0 } word && NameForms.ClassOf(Folding.Fold(word)) is { Length: > 0 } kind)
        {
            name.KindBeside = kind;
            foreach (ref var candidate in name.Span)
                finder.Put(ref candidate, _index.FeatureAt(candidate.Row).StartsWith(kind, StringComparison.Ordinal) ? RankerFeature.KindFits : RankerFeature.KindDiffers, 16);
        }
        if (i + 1 < mentions.Count && Surroundings.IsBesideMark(text.AsSpan(end, mentions[i + 1].Span.Start - end)) && nameOf[i + 1] != name)
        {
            Join(finder, name, nameOf[i + 1]);
        }
        else if (!name.HasAreaInText && Surroundings.WordsAfterComma(text, end) is { } words)
        {
            // The area may not have been given as a toponym.
            for (var length = words.Count; length > 0; length--)
            {
                var area = Folding.Fold(string.Join(' ', words.Take(length)));
                if (!IsArea(area))
                    continue;
                name.HasAreaInText = true;
                finder.MarkInside(name, area);
                break;
            }
        }
    }

    private void Join(CandidateFinder finder, ReportName name, ReportName area)
    {
        if (name.JoinedTo == area)
            return;
        name.JoinedTo = area;
        Span<bool> inside = stackalloc bool[name.Candidates.Count];
        foreach (ref var outer in area.Span)
        {
            if (_index.FeatureAt(outer.Row)[0] is not ('A' or 'L'))
                continue;
            var holds = false;
            for (var k = 0; k < inside.Length; k++)
            {
                var row = name.Span[k].Row;
                if (row != outer.Row && _index.IsWithin(row, outer.Row, 0))
                    inside[k] = holds = true;
            }
            if (holds)
                finder.Put(ref outer, RankerFeature.HoldsPlaceBeside, 16);
        }
        for (var k = 0; k < inside.Length; k++)
        {
            if (inside[k])
                finder.Put(ref name.Span[k], RankerFeature.InsideAreaBeside, 16);
        }
    }

    private bool IsArea(string folded)
    {
        var postings = _index.Exact(folded);
        for (var n = 0; n < postings.Count; n++)
        {
            if (postings[n].Kind != PlaceNameKind.Demonym && _index.FeatureAt(postings[n].Row) is "A.PCLI" or "A.ADM1" or "A.PCLD" or "A.TERR")
                return true;
        }
        return false;
    }

    private void AddContext(CandidateFinder finder, ReportName name, ResolutionContext context)
    {
        if (context.CountryCodes.Count == 0 && context.Bias is null)
            return;
        foreach (ref var candidate in name.Span)
        {
            foreach (var code in context.CountryCodes)
            {
                if (_index.CountryRowOf(code) is var country and > 0 && candidate.CountryRow == country)
                {
                    finder.Put(ref candidate, RankerFeature.ContextCountry, 16);
                    break;
                }
            }
            if (context.Bias is { } bias)
                finder.Put(ref candidate, RankerFeature.ContextNear, Math.Max(0, 80 - PlaceWeights.Log16((long)(Geodesy.DistanceM(bias, candidate.Point) / 20_000))));
        }
    }

    private ResolvedToponym Answer(string text, IReadOnlyList<ToponymMention> mentions, ReportName[] nameOf, int i, int maxAlternatives, bool explain)
    {
        var mention = mentions[i];
        var name = nameOf[i];
        var result = new ResolvedToponym { Span = mention.Span, Usage = mention.Usage };
        if (!name.IsKnown)
            return AnswerByArea(text, mentions, nameOf, i, result);
        ref readonly var best = ref name.Best;
        var alternatives = name.Alternatives ??= AlternativesOf(name, maxAlternatives, explain);
        if (best.Share < LeastShare && name.Candidates.Count > 1)
            return result with { Unresolved = UnresolvedReason.Ambiguous, Alternatives = alternatives };
        var place = name.Place ??= _index.PlaceAt(best.Row, false);
        var relative = mention.Usage == ToponymUsage.Literal ? RelativePlace.Before(text, mention.Span.Start) : default;
        return result with
        {
            Place = place,
            Usage = best.IsDemonym ? ToponymUsage.Associative : mention.Usage,
            Precision = relative.IsNear || best.IsPart && place.FeatureClass == "P" ? GeoPrecision.Near : PrecisionOf(place),
            Confidence = _model.Probability(best.Share),
            Alternatives = alternatives,
            Point = relative is { DistanceM: { } distance, Bearing: { } bearing } ? Geodesy.Destination(place.Point, bearing, distance) : null,
            Reasons = explain ? ReasonsOf(in best) : [],
        };
    }

    // What is left of the probability, shared as the ranker shares it.
    private List<PlaceCandidate> AlternativesOf(ReportName name, int most, bool explain)
    {
        if (most == 0)
            return [];
        name.Sort();
        var alternatives = new List<PlaceCandidate>(Math.Min(most, name.Candidates.Count));
        var left = 1 - _model.Probability(name.Best.Share);
        var others = Math.Max(1, 1024 - name.Best.Share);
        for (var k = 1; k < name.Candidates.Count && alternatives.Count < most; k++)
        {
            ref readonly var candidate = ref name.Span[k];
            var confidence = Math.Round(Math.Min(left * candidate.Share / others, _model.Probability(name.Best.Share)), 3);
            alternatives.Add(new PlaceCandidate(_index.PlaceAt(candidate.Row, false), confidence) { Reasons = explain ? ReasonsOf(in candidate) : [] });
        }
        return alternatives;
    }

    private List<RankingReason> ReasonsOf(in Candidate candidate)
    {
        var reasons = new List<RankingReason>();
        for (var f = 0; f < RankerModel.FeatureCount; f++)
        {
            if ((_model.Weights[f] * candidate.Features![f] >> 6) is var score and not 0)
                reasons.Add(new RankingReason(((RankerFeature)f).ToString(), score / 16.0));
        }
        reasons.Sort((a, b) => Math.Abs(b.Bits).CompareTo(Math.Abs(a.Bits)) is var order and not 0 ? order : string.CompareOrdinal(a.Feature, b.Feature));
        return reasons;
    }

    // A spot that the gazetteer lacks lies in the area named beside it: "the Zakhil neighbourhood of Kunduz", "Dasht-e Archi, Kunduz", "Kunduz's Zakhil".
    private ResolvedToponym AnswerByArea(string text, IReadOnlyList<ToponymMention> mentions, ReportName[] nameOf, int i, ResolvedToponym result)
    {
        ReportName? area = null;
        if (i + 1 < mentions.Count && nameOf[i + 1].IsKnown)
        {
            var between = text.AsSpan(result.Span.End, mentions[i + 1].Span.Start - result.Span.End);
            if (Surroundings.IsBesideMark(between) || Surroundings.IsPartOf(between))
                area = nameOf[i + 1];
        }
        if (area is null && i > 0 && nameOf[i - 1].IsKnown && Surroundings.IsHeldBefore(text.AsSpan(mentions[i - 1].Span.End, result.Span.Start - mentions[i - 1].Span.End)))
            area = nameOf[i - 1];
        if (area is null)
            return result with { Unresolved = UnresolvedReason.NotInGazetteer };
        ref readonly var best = ref area.Best;
        var place = area.Place ??= _index.PlaceAt(best.Row, false);
        return result with
        {
            Place = place,
            Precision = place.FeatureClass == "P" ? GeoPrecision.Near : PrecisionOf(place),
            Confidence = Math.Round(_model.Probability(best.Share) * 0.75, 3),
        };
    }

    private static GeoPrecision PrecisionOf(Place place) => (place.FeatureClass, place.FeatureCode) switch
    {
        ("A", "ADM1" or "ADM1H") => GeoPrecision.Adm1,
        ("A", "ADM2" or "ADM2H") => GeoPrecision.Adm2,
        ("A", "ADM3" or "ADM4" or "ADM5" or "ADMD") => GeoPrecision.Exact,
        ("A", _) => GeoPrecision.Country,
        ("L" or "T" or "H", _) => GeoPrecision.Region,
        _ => GeoPrecision.Exact,
    };
}
