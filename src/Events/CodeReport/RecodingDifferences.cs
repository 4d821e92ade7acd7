using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.CodeReport;

/// <summary>Notes what another coder version reads differently in one report, field by field; nothing where the version is the same.</summary>
internal sealed class RecodingDifferences(EventsDbContext context, Delivery delivery)
{
    /// <summary>Fields of `Event` that are not the coder's reading.</summary>
    private static readonly HashSet<int> NotRead =
    [
        Event.NameFieldNumber, Event.ReportFieldNumber, Event.IncidentFieldNumber, Event.CoderVersionFieldNumber, Event.GazetteerVersionFieldNumber,
        Event.StateFieldNumber, Event.ReviewFieldNumber, Event.RevisionFieldNumber, Event.CreateTimeFieldNumber, Event.UpdateTimeFieldNumber, Event.EtagFieldNumber,
    ];

    private readonly string _former = delivery.Known?.CoderVersion ?? "";
    private readonly string _version = delivery.Coded?.Coded.CoderVersion ?? "";

    private bool Concerned => _former.Length > 0 && _version.Length > 0 && _former != _version;

    /// <summary>An event that the former version did not find.</summary>
    public void Added(long id) => Note(id, 1, RecodingChange.Added, "");

    /// <summary>An event that this version does not find.</summary>
    public void Removed(EventRow row, bool kept) => Note(row.Id, row.Revision + 1, kept ? RecodingChange.Kept : RecodingChange.Removed, "");

    /// <summary>An event that both find, as each reads it.</summary>
    public void Compared(EventRow row, Event before, Event now)
    {
        if (!Concerned)
        {
            return;
        }

        var fields = Event.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => !NotRead.Contains(field.FieldNumber) && !Equals(field.Accessor.GetValue(before), field.Accessor.GetValue(now)))
            .Select(field => field.Name)
            .ToList();
        if (fields.Count > 0)
        {
            Note(row.Id, row.Revision + 1, RecodingChange.Changed, string.Join(',', fields));
        }
    }

    private void Note(long id, int revision, RecodingChange change, string fields)
    {
        if (Concerned)
        {
            context.RecodingDifferences.Add(new RecodingDifferenceRow
            {
                CoderVersion = _version,
                EventId = id,
                Revision = revision,
                FormerVersion = _former,
                Change = change,
                Fields = fields,
            });
        }
    }
}
