using Sitrep.Gazetteer;
using Sitrep.Language.Toponyms;
using Sitrep.Mapping.Coding;
using Proto = Sitrep.Geo.V1;

namespace Sitrep.Mapping.Geo;

/// <summary>Resolved toponyms, and what steers their resolution, as records and as messages.</summary>
public static class ToponymMapping
{
    /// <summary>The message of a toponym.</summary>
    /// <param name="toponym">Its span lies inside <paramref name="text"/>.</param>
    /// <param name="text">The text that the span counts in; the quote is taken from it.</param>
    public static Proto.Toponym ToProto(ResolvedToponym toponym, string text)
    {
        var message = new Proto.Toponym
        {
            Evidence = EvidenceText.Of(text, toponym.Span),
            Usage = toponym.Usage == ToponymUsage.Associative ? Proto.Toponym.Types.Usage.Associative : Proto.Toponym.Types.Usage.Literal,
            Unresolved = ToProto(toponym.Unresolved),
            Precision = ToProto(toponym.Precision),
        };
        if (toponym.Place is not null)
            message.Place = PlaceMapping.ToProto(toponym.Place);
        if (toponym.Confidence is { } confidence)
            message.Confidence = confidence;
        if (toponym.Point is { } point)
            message.Point = PlaceMapping.ToProto(point);
        foreach (var alternative in toponym.Alternatives)
            message.Alternatives.Add(PlaceMapping.ToProto(alternative));
        message.Reasons.AddRange(toponym.Reasons.Select(PlaceMapping.ToProto));
        return message;
    }

    /// <summary>The toponym of a message.</summary>
    public static ResolvedToponym ToToponym(Proto.Toponym message) => new()
    {
        Span = new Sitrep.Language.TextSpan(message.Evidence?.Span?.Start ?? 0, message.Evidence?.Span?.End ?? 0),
        Usage = message.Usage == Proto.Toponym.Types.Usage.Associative ? ToponymUsage.Associative : ToponymUsage.Literal,
        Place = message.Place is null ? null : PlaceMapping.ToPlace(message.Place),
        Unresolved = ToReason(message.Unresolved, message.Place is not null),
        Precision = ToPrecision(message.Precision),
        Confidence = message.HasConfidence ? message.Confidence : null,
        Alternatives = [.. message.Alternatives.Select(PlaceMapping.ToCandidate)],
        Point = PlaceMapping.ToPoint(message.Point),
        Reasons = [.. message.Reasons.Select(PlaceMapping.ToReason)],
    };

    /// <summary>The message of a context; null for one that knows nothing.</summary>
    public static Proto.Context? ToProto(ResolutionContext context)
    {
        if (context.CountryCodes.Count == 0 && context.Bias is null)
            return null;
        var message = new Proto.Context { Bias = context.Bias is { } bias ? PlaceMapping.ToProto(bias) : null };
        message.CountryCodes.AddRange(context.CountryCodes);
        return message;
    }

    /// <summary>The context of a message.</summary>
    public static ResolutionContext ToContext(Proto.Context? message) =>
        message is null ? ResolutionContext.None : new ResolutionContext([.. message.CountryCodes], PlaceMapping.ToPoint(message.Bias));

    /// <summary>The precision as the contract has it.</summary>
    public static Proto.GeoPrecision ToProto(GeoPrecision precision) => precision switch
    {
        GeoPrecision.None => Proto.GeoPrecision.Unspecified,
        GeoPrecision.Exact => Proto.GeoPrecision.Exact,
        GeoPrecision.Near => Proto.GeoPrecision.Near,
        GeoPrecision.Adm2 => Proto.GeoPrecision.Adm2,
        GeoPrecision.Adm1 => Proto.GeoPrecision.Adm1,
        GeoPrecision.Country => Proto.GeoPrecision.Country,
        GeoPrecision.Region => Proto.GeoPrecision.Region,
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, null),
    };

    /// <summary>The precision of a message; a value of a later version reads as not said.</summary>
    public static GeoPrecision ToPrecision(Proto.GeoPrecision precision) => precision switch
    {
        Proto.GeoPrecision.Exact => GeoPrecision.Exact,
        Proto.GeoPrecision.Near => GeoPrecision.Near,
        Proto.GeoPrecision.Adm2 => GeoPrecision.Adm2,
        Proto.GeoPrecision.Adm1 => GeoPrecision.Adm1,
        Proto.GeoPrecision.Country => GeoPrecision.Country,
        Proto.GeoPrecision.Region => GeoPrecision.Region,
        _ => GeoPrecision.None,
    };

    private static Proto.Toponym.Types.UnresolvedReason ToProto(UnresolvedReason reason) => reason switch
    {
        UnresolvedReason.None => Proto.Toponym.Types.UnresolvedReason.Unspecified,
        UnresolvedReason.NotInGazetteer => Proto.Toponym.Types.UnresolvedReason.NotInGazetteer,
        UnresolvedReason.Ambiguous => Proto.Toponym.Types.UnresolvedReason.Ambiguous,
        UnresolvedReason.NotAPlace => Proto.Toponym.Types.UnresolvedReason.NotAPlace,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    // A reason of a later version still means that nothing was chosen.
    private static UnresolvedReason ToReason(Proto.Toponym.Types.UnresolvedReason reason, bool chosen) => reason switch
    {
        Proto.Toponym.Types.UnresolvedReason.Unspecified when chosen => UnresolvedReason.None,
        Proto.Toponym.Types.UnresolvedReason.NotAPlace => UnresolvedReason.NotAPlace,
        Proto.Toponym.Types.UnresolvedReason.Ambiguous => UnresolvedReason.Ambiguous,
        _ when chosen => UnresolvedReason.None,
        _ => UnresolvedReason.NotInGazetteer,
    };
}
