using Sitrep.Gazetteer;
using Sitrep.Geo.V1;
using Sitrep.Mapping.Geo;

namespace Sitrep.Mapping.Coding;

/// <summary>Resolved toponyms of a text that may hold any string: their quotes are made valid, as those of all evidence are.</summary>
internal static class CodedToponymMapping
{
    public static Toponym ToProto(ResolvedToponym toponym, string text)
    {
        var message = ToponymMapping.ToProto(toponym, text);
        message.Evidence = EvidenceText.Of(text, toponym.Span);
        return message;
    }
}
