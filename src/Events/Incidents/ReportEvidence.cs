using Google.Protobuf;
using Google.Protobuf.Reflection;
using Sitrep.Text.V1;

namespace Sitrep.Events.Incidents;

/// <summary>Marks evidence with the report that it stands in, and takes out what a report said. Walks messages by their descriptors.</summary>
internal static class ReportEvidence
{
    /// <summary>Sets `report` of every evidence in a message that has none.</summary>
    public static T In<T>(T message, string report)
        where T : IMessage
    {
        Walk(message, evidence =>
        {
            if (evidence.Report.Length == 0)
            {
                evidence.Report = report;
            }
        });
        return message;
    }

    /// <summary>Whether any evidence in a message stands in a report.</summary>
    public static bool IsFrom(IMessage message, string report)
    {
        var found = false;
        Walk(message, evidence => found |= evidence.Report == report);
        return found;
    }

    /// <summary>Empties the quotes of a report.</summary>
    public static void Forget(IMessage message, string report) => Walk(message, evidence =>
    {
        if (evidence.Report == report)
        {
            evidence.Quote = "";
        }
    });

    private static void Walk(IMessage message, Action<Evidence> visit)
    {
        if (message is Evidence evidence)
        {
            visit(evidence);
            return;
        }

        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.FieldType != FieldType.Message || field.IsMap)
            {
                continue;
            }

            if (field.IsRepeated)
            {
                foreach (var item in (System.Collections.IList)field.Accessor.GetValue(message))
                {
                    Walk((IMessage)item, visit);
                }
            }
            else if (field.Accessor.GetValue(message) is IMessage inner)
            {
                Walk(inner, visit);
            }
        }
    }
}
