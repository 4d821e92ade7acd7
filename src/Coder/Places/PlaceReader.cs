using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Triggers;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Coder.Places;

/// <summary>Chooses the place name that says where a trigger's event happened.</summary>
internal sealed class PlaceReader(ReportReading r)
{
    // Costs in tokens, set by reading the development reports.
    private const int VerbBetween = 8;
    private const int OtherScope = 34;
    private const int CommaBetween = 2;
    private const int ClauseBetween = 10;
    private const int CountryCoarse = 5;
    private const int DivisionCoarse = 2;
    private const int Farthest = 34;

    private static readonly HashSet<string> SpotNouns = new(StringComparer.Ordinal)
    {
        "neighborhood", "neighbourhood", "district", "area", "suburb", "village", "camp", "base", "airport", "hospital", "school", "market", "mosque", "church",
        "cathedral", "square", "street", "restaurant", "hotel", "compound", "checkpoint", "airfield", "highway", "road", "outskirts", "station", "prison",
    };

    /// <summary>Body nouns that also name an area.</summary>
    private static readonly HashSet<string> AreaNouns = new(StringComparer.Ordinal) { "province", "country", "nation", "state", "kingdom", "municipality", "division" };

    /// <summary>Where the trigger's sentence says that it happened; null where it does not say.</summary>
    public EventLocation? Read(TriggerMention mention)
    {
        var verbal = IsVerbal(mention.Type);
        var candidates = new List<(ResolvedToponym Toponym, int Cost, int Token)>();
        foreach (var own in mention.OwnPlaces)
            candidates.Add((own, own.Place!.FeatureCode.StartsWith("PCL", StringComparison.Ordinal) ? CountryCoarse : 0, r.TokenAt(own.Span.Start)));
        var first = Math.Max(r.SentenceFirst(mention.Sentence), mention.Token - ReportReading.Reach);
        var end = Math.Min(r.SentenceEnd(mention.Sentence), mention.Token + ReportReading.Reach);
        var seen = -1;
        for (var t = first; t < end; t++)
        {
            var index = r.ToponymAt[t];
            if (index < 0 || index == seen)
                continue;
            seen = index;
            var toponym = r.Toponyms[index];
            if (toponym.Usage != ToponymUsage.Literal || toponym.Place is null || mention.OwnPlaces.Contains(toponym) || !SaysWhere(t, mention, verbal))
                continue;
            var cost = Cost(mention, t);
            if (cost < (verbal ? 12 : Farthest))
                candidates.Add((toponym, cost, t));
        }
        if (candidates.Count == 0 && !verbal && Anaphor(mention, end) is { } meant)
            return meant;
        if (candidates.Count == 0)
            return null;
        candidates.Sort((a, b) => a.Cost != b.Cost ? a.Cost.CompareTo(b.Cost) : a.Token.CompareTo(b.Token));
        var best = candidates[0];
        // "in Mosul, Iraq", "in Maidan Shahr in ... Maidan Wardak province": the finer of two that lie in one another.
        foreach (var other in candidates)
        {
            if (other.Toponym != best.Toponym && other.Cost <= best.Cost + 8 && Contains(best.Toponym.Place!, other.Toponym.Place!))
                best = other;
        }
        var others = new List<ResolvedToponym>();
        foreach (var other in candidates)
        {
            if (other.Toponym.Place!.Id != best.Toponym.Place!.Id && Math.Abs(other.Token - best.Token) <= 6 && !Contains(other.Toponym.Place, best.Toponym.Place)
                && !others.Exists(o => o.Place!.Id == other.Toponym.Place.Id))
                others.Add(other.Toponym);
        }
        return Of(best.Toponym, best.Token, others);
    }

    /// <summary>Whether the kind of event mostly happens in words, so that a place is taken only where it stands right with it.</summary>
    public static bool IsVerbal(EventType type) => type is EventType.Accuse or EventType.Request or EventType.Reject or EventType.Threaten or EventType.Support or EventType.Agree
        or EventType.Concede or EventType.Sanction;

    /// <summary>Whether one place lies in another.</summary>
    public static bool Contains(Place outer, Place inner)
    {
        if (outer.Id == inner.Id)
            return true;
        if (outer.FeatureCode.StartsWith("PCL", StringComparison.Ordinal))
            return outer.CountryCode == inner.CountryCode && outer.CountryCode.Length > 0;
        return inner.ContainingAreas.Any(a => a.PlaceId == outer.Id && a.PlaceId.Length > 0);
    }

    /// <summary>"the city", "the province", "the country": the last place of that kind that the text named.</summary>
    private EventLocation? Anaphor(TriggerMention mention, int end)
    {
        // "The town was captured": the place that the deed takes stands before its verb.
        var passive = mention is { Phrase: null, Governor: { Passive: true } } && mention.Entry.Role("obj") == FrameRole.Place;
        for (var t = passive ? Math.Max(r.SentenceFirst(mention.Sentence), mention.First - 3) : mention.Token; t < end; t++)
        {
            if (r.PhraseOf(t) is not { IsDefinite: true } phrase || phrase.Head != t || r.ToponymAt[t] >= 0)
                continue;
            if (phrase.Preposition < 0 && mention.Governor?.End != phrase.First && !(passive && t < mention.First))
                continue;
            var kind = r.Tokens[t].Lemma switch
            {
                "city" or "town" or "village" or "capital" or "port" => "P",
                "province" or "state" or "region" or "governorate" or "district" => "A",
                "country" or "nation" => "PCL",
                _ => "",
            };
            if (kind.Length > 0 && LastBefore(phrase.First, kind) is { } toponym)
                return new EventLocation(toponym, toponym.Precision, Uncertainty(toponym.Precision), [], []);
        }
        return null;
    }

    private ResolvedToponym? LastBefore(int token, string kind)
    {
        var position = r.Tokens[token].Span.Start;
        var low = 0;
        var high = r.Toponyms.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (r.Toponyms[middle].Span.Start < position)
                low = middle + 1;
            else
                high = middle;
        }
        for (var i = low - 1; i >= Math.Max(0, low - 30); i--)
        {
            if (r.Toponyms[i] is not { Place: { } place } toponym)
                continue;
            var isCountry = place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal);
            if (kind == "PCL" ? isCountry : !isCountry && place.FeatureClass == kind && toponym.Usage == ToponymUsage.Literal)
                return toponym;
        }
        return null;
    }

    private EventLocation Of(ResolvedToponym toponym, int token, IReadOnlyList<ResolvedToponym> others)
    {
        var spots = new List<TextSpan>();
        var precision = toponym.Precision;
        if (r.PhraseOf(token) is { } phrase)
        {
            var around = phrase.Preposition >= 0 && r.Lower(phrase.Preposition) is "in" or "of" or "near" ? Clauses.PhraseBefore(r, phrase) : null;
            foreach (var spot in new[] { phrase, around })
            {
                if (spot is null || !SpotNouns.Contains(r.Tokens[spot.Head].Lemma))
                    continue;
                spots.Add(spot.Span);
                if (precision == GeoPrecision.Exact)
                    precision = GeoPrecision.Near;
            }
            if (phrase.Preposition >= 0 && r.Lower(phrase.Preposition) is "near" or "outside" && precision == GeoPrecision.Exact)
                precision = GeoPrecision.Near;
        }
        return new EventLocation(toponym, precision, Uncertainty(precision), spots, others);
    }

    /// <summary>Radius in metres that each precision is taken to mean, about that of UCDP's where_prec classes.</summary>
    private static double? Uncertainty(GeoPrecision precision) => precision switch
    {
        GeoPrecision.Exact => 5_000,
        GeoPrecision.Near => 25_000,
        GeoPrecision.Adm2 => 50_000,
        GeoPrecision.Adm1 => 150_000,
        _ => null,
    };

    /// <summary>Whether a place name says where rather than who: not the subject, not part of a body's name, not where a speaker sits.</summary>
    private bool SaysWhere(int token, TriggerMention mention, bool verbal)
    {
        foreach (var a in r.Attributions.Count == 0 ? [] : InSources(token))
        {
            if (a)
                return false;
        }
        if (r.PhraseOf(token) is not { } phrase)
            return !verbal;
        var isCountry = r.Toponyms[r.ToponymAt[token]].Place!.FeatureCode.StartsWith("PCL", StringComparison.Ordinal);
        // "U.S. strike": a country before the deed's noun is who, not where.
        if (phrase == mention.Phrase)
            return !isCountry || mention.Entry.Role("poss") == FrameRole.None;
        var isHead = r.ToponymAt[phrase.Head] == r.ToponymAt[token];
        if (!isHead)
        {
            // "the Maidan Wardak provincial council" is a body, "the Idlib countryside" a place.
            var noun = WordLexicons.Parties.MatchBackward(r.Tokens, phrase.First, phrase.Head + 1, out _);
            var inner = phrase.Of >= 0 && r.ToponymAt[r.Phrases[phrase.Of].Head] >= 0;
            if (inner || (noun is not null && !AreaNouns.Contains(noun.Phrase)) || r.ActorAt[phrase.First] is not null || TriggerLexicon.Nouns.Find(r.Tokens[phrase.Head].Lemma) is not null)
                return false;
        }
        var preposition = phrase.Preposition >= 0 ? r.Lower(phrase.Preposition) : "";
        if (verbal)
            return preposition is "in" or "at";
        if (preposition is "with" or "by" or "for" or "as" or "between" || (preposition == "to" && mention.Modes.Contains("deport")))
            return false;
        if (preposition.Length == 0)
            return !isHead || (phrase.First > 0 && r.Tokens[phrase.First - 1].Text is "," or "(" or "and" or "or");
        if (preposition == "of" && Clauses.PhraseBefore(r, phrase) is { } whole && whole.End == phrase.Preposition)
            return WordLexicons.Parties.MatchBackward(r.Tokens, whole.First, whole.Head + 1, out _) is null or { IsBody: true, Phrase: "province" or "state" or "kingdom" };
        return true;
    }

    private IEnumerable<bool> InSources(int token)
    {
        var span = r.Tokens[token].Span;
        foreach (var index in _sourcesBySentence.Value.GetValueOrDefault(r.Tokens[token].Sentence) ?? [])
            yield return r.Attributions[index].Source is { } source && source.Contains(span);
    }

    private readonly Lazy<Dictionary<int, List<int>>> _sourcesBySentence = new(() =>
    {
        var bySentence = new Dictionary<int, List<int>>();
        for (var a = 0; a < r.Attributions.Count; a++)
        {
            if (r.Attributions[a].Source is not { } source)
                continue;
            var token = r.TokenAt(source.Start);
            if (token >= r.Tokens.Count)
                continue;
            if (!bySentence.TryGetValue(r.Tokens[token].Sentence, out var list))
                bySentence[r.Tokens[token].Sentence] = list = [];
            if (list.Count < 8)
                list.Add(a);
        }
        return bySentence;
    });

    private int Cost(TriggerMention mention, int token)
    {
        var place = r.Toponyms[r.ToponymAt[token]].Place!;
        var cost = Math.Abs(token - mention.Token);
        cost += place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal) ? CountryCoarse : place.FeatureClass == "A" ? DivisionCoarse : 0;
        var (low, high) = token < mention.Token ? (token, mention.First) : (mention.Token + 1, token);
        var lastVerb = -1;
        for (var t = low; t < high; t++)
        {
            if (r.Borders.Contains(t))
                return Farthest;
            if (r.VerbAt[t] >= 0 && r.VerbAt[t] != lastVerb)
            {
                lastVerb = r.VerbAt[t];
                if (mention.Governor is null || mention.Governor.Index != lastVerb)
                    cost += VerbBetween;
            }
            if (r.Tokens[t].Text is ";" or "(" or "\u2014")
                cost += CommaBetween;
            if (Clauses.OpensClause(r, t))
                cost += ClauseBetween;
        }
        if (r.AttributionsAt(mention.Token).Count != r.AttributionsAt(token).Count)
            cost += OtherScope;
        return cost;
    }
}
