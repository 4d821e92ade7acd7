using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Type;
using Sitrep.Coder;
using Sitrep.Coder.Events;
using Sitrep.Events.V1;
using Sitrep.Mapping.Geo;
using Proto = Sitrep.Events.V1;

namespace Sitrep.Mapping.Coding;

/// <summary>The coder's records as messages of sitrep.events.v1. Quotes come from the text itself; equal input gives equal bytes.</summary>
public static class CodedTextMapping
{
    /// <summary>The answer to CodeText: events named after the text and their first triggers, for nothing is stored.</summary>
    public static CodeTextResponse ToResponse(CodedText coded)
    {
        var response = new CodeTextResponse { CoderVersion = coded.CoderVersion, GazetteerVersion = coded.GazetteerVersion };
        var names = coded.Events.Select(e => EventName(coded.Text, e.Triggers[0].Start)).ToList();
        foreach (var one in coded.Events)
            response.Events.Add(ToEvent(one, coded, names));
        response.Attributions.AddRange(coded.Attributions.Select(a => ToProto(a, coded.Text)));
        response.Toponyms.AddRange(coded.Toponyms.Select(t => ToponymMapping.ToProto(t, coded.Text)));
        response.TimeExpressions.AddRange(coded.Times.Select(t => ToProto(t, coded.Text)));
        response.Entities.AddRange(coded.Names.Select(n => ToProto(n, coded.Text)));
        response.Quantities.AddRange(coded.Quantities.Select(q => ToProto(q, coded.Text)));
        return response;
    }

    /// <summary>What is kept with a report beside its events.</summary>
    /// <param name="coded">What the coder read.</param>
    /// <param name="reportName">`reports/{report}`.</param>
    public static Analysis ToAnalysis(CodedText coded, string reportName)
    {
        var analysis = new Analysis { Name = reportName + "/analysis", CoderVersion = coded.CoderVersion };
        analysis.Attributions.AddRange(coded.Attributions.Select(a => ToProto(a, coded.Text)));
        analysis.Toponyms.AddRange(coded.Toponyms.Select(t => ToponymMapping.ToProto(t, coded.Text)));
        analysis.TimeExpressions.AddRange(coded.Times.Select(t => ToProto(t, coded.Text)));
        analysis.Entities.AddRange(coded.Names.Select(n => ToProto(n, coded.Text)));
        analysis.Quantities.AddRange(coded.Quantities.Select(q => ToProto(q, coded.Text)));
        return analysis;
    }

    /// <summary>One event. Report, incident, review, revision, times, state and etag belong to who stores it and stay unset.</summary>
    /// <param name="one">The event, one of <paramref name="coded"/>'s.</param>
    /// <param name="coded">What the coder read.</param>
    /// <param name="names">`events/{event}` of every event of the text, by index; links are made with them.</param>
    public static Proto.Event ToEvent(CodedEvent one, CodedText coded, IReadOnlyList<string> names)
    {
        var text = coded.Text;
        var message = new Proto.Event
        {
            Name = names[one.Index],
            Type = (Proto.EventType)(int)one.Type,
            Mappings = ToProto(one.Mappings),
            Factuality = (Proto.Factuality)(int)one.Factuality,
            Confidence = one.Confidence,
            CoderVersion = coded.CoderVersion,
            GazetteerVersion = coded.GazetteerVersion,
        };
        message.Modes.AddRange(one.Modes);
        message.Contexts.AddRange(one.Contexts);
        message.Triggers.AddRange(one.Triggers.Select(t => EvidenceText.Of(text, t)));
        message.Participants.AddRange(one.Participants.Select(p => ToProto(p, text)));
        if (one.Time is { } time)
            message.Time = ToProto(time, text, one.Location?.Toponym.Place?.TimeZone ?? "");
        if (one.Location is { } location)
            message.Location = ToProto(location, text);
        message.Casualties.AddRange(one.Casualties.Select(c => ToProto(c, text)));
        message.Quantities.AddRange(one.Quantities.Select(q => ToProto(q, text)));
        message.Attributions.AddRange(one.Attributions.Select(a => ToProto(a, text)));
        foreach (var link in one.Links)
        {
            var linked = new Proto.EventLink { Kind = (Proto.EventLink.Types.Kind)(int)link.Kind, Event = names[link.EventIndex] };
            if (link.Cue is { } cue)
                linked.Cue = EvidenceText.Of(text, cue);
            message.Links.Add(linked);
        }
        if (one.Occurrences is { } occurrences)
            message.Occurrences = ToProto(occurrences);
        return message;
    }

    /// <summary>`events/{event}` from an identity (a report's name, or the text itself) and where the first trigger starts: 26 hexadecimal digits.</summary>
    public static string EventName(string identity, int triggerStart)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(identity.AsSpan()));
        Span<byte> start = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(start, triggerStart);
        hash.AppendData(start);
        return "events/" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 13));
    }

    internal static Proto.Mappings ToProto(OntologyMappings mappings)
    {
        var message = new Proto.Mappings
        {
            CameoCode = mappings.CameoCode,
            PloverQuad = mappings.PloverQuad,
            AcledDisorderType = mappings.AcledDisorderType,
            AcledEventType = mappings.AcledEventType,
            AcledSubEventType = mappings.AcledSubEventType,
            AcledCivilianTargeting = mappings.AcledCivilianTargeting,
            UcdpTypeOfViolence = mappings.UcdpTypeOfViolence,
            GtdAttackType = mappings.GtdAttackType,
        };
        if (mappings.GoldsteinScore is { } goldstein)
            message.GoldsteinScore = goldstein;
        if (mappings.PloverScore is { } plover)
            message.PloverScore = plover;
        return message;
    }

    private static Proto.Participant ToProto(Coder.Events.Participant participant, string text)
    {
        var message = new Proto.Participant
        {
            Role = (Proto.Participant.Types.Role)(int)participant.Role,
            DisplayName = EvidenceText.Valid(participant.DisplayName),
            Actor = ActorName(participant.ActorId),
            CountryCode = participant.CountryCode,
            OrganizationDisplayName = EvidenceText.Valid(participant.OrganizationDisplayName),
            OrganizationActor = ActorName(participant.OrganizationActorId),
            Office = EvidenceText.Valid(participant.Office),
            Side = (Proto.Participant.Types.Side)(int)participant.Side,
            Privacy = (Proto.Participant.Types.Privacy)(int)participant.Privacy,
        };
        if (participant.Mention is { } mention)
            message.Mention = EvidenceText.Of(text, mention);
        message.Sectors.AddRange(participant.Sectors);
        if (participant.Count is { } count)
            message.Count = ToProto(count);
        message.Categories.AddRange(participant.Categories);
        message.Locations.AddRange(participant.Locations.Select(l => ToponymMapping.ToProto(l, text)));
        return message;
    }

    private static string ActorName(string id) => id.Length > 0 ? "actors/" + id : "";

    private static Proto.CountRange ToProto(Language.Numbers.CountRange count)
    {
        var message = new Proto.CountRange { Approximate = count.Approximate, VagueTerm = EvidenceText.Valid(count.VagueTerm) };
        if (count.Low is { } low)
            message.Low = low;
        if (count.High is { } high)
            message.High = high;
        if (count.Stated is { } stated)
            message.Stated = stated;
        return message;
    }

    private static Proto.EventTime ToProto(Coder.Events.EventTime time, string text, string timeZone)
    {
        var message = new Proto.EventTime
        {
            StartDate = ToProto(time.Interval.Start),
            Precision = (Proto.EventTime.Types.Precision)(int)time.Precision,
            Extent = (Proto.EventTime.Types.Extent)(int)time.Extent,
            Ongoing = time.Ongoing,
            PartOfDay = time.PartOfDay,
            TimeZone = timeZone,
            Basis = (Proto.EventTime.Types.Basis)(int)time.Basis,
        };
        if (time.Interval.End is { } end)
            message.EndDate = ToProto(end);
        if (time.Evidence is { } evidence)
            message.Evidence = EvidenceText.Of(text, evidence);
        return message;
    }

    private static Date ToProto(DateOnly date) => new() { Year = date.Year, Month = date.Month, Day = date.Day };

    private static Proto.EventLocation ToProto(Coder.Events.EventLocation location, string text)
    {
        var message = new Proto.EventLocation
        {
            Toponym = ToponymMapping.ToProto(location.Toponym, text),
            Precision = ToponymMapping.ToProto(location.Precision),
        };
        if ((location.Toponym.Point ?? location.Toponym.Place?.Point) is { } point)
            message.Point = PlaceMapping.ToProto(point);
        if (location.UncertaintyM is { } uncertainty)
            message.UncertaintyM = uncertainty;
        message.Spots.AddRange(location.Spots.Select(s => EvidenceText.Of(text, s)));
        message.Others.AddRange(location.Others.Select(o => ToponymMapping.ToProto(o, text)));
        return message;
    }

    private static Proto.Casualties ToProto(Coder.Events.Casualties casualties, string text)
    {
        var message = new Proto.Casualties
        {
            Harm = (Proto.Casualties.Types.Harm)(int)casualties.Harm,
            Count = ToProto(casualties.Count),
            Evidence = EvidenceText.Of(text, casualties.Evidence),
            Scope = (Proto.Casualties.Types.Scope)(int)casualties.Scope,
            PartOf = casualties.PartOf,
            Id = casualties.Id,
        };
        if (casualties.Group is { } group)
            message.Group = ToProto(group, text);
        message.Attributions.AddRange(casualties.Attributions.Select(a => ToProto(a, text)));
        if (casualties.AsOfDate is { } asOf)
            message.AsOfDate = ToProto(asOf);
        return message;
    }

    private static Proto.Quantity ToProto(Coder.Events.Quantity quantity, string text)
    {
        var message = new Proto.Quantity
        {
            Kind = (Proto.Quantity.Types.Kind)(int)quantity.Kind,
            Count = ToProto(quantity.Count),
            Unit = EvidenceText.Valid(quantity.Unit),
            Evidence = EvidenceText.Of(text, quantity.Evidence),
        };
        message.Attributions.AddRange(quantity.Attributions.Select(a => ToProto(a, text)));
        return message;
    }

    private static Proto.Attribution ToProto(Coder.Events.Attribution attribution, string text)
    {
        var message = new Proto.Attribution
        {
            Claimant = ToProto(attribution.Claimant, text),
            Stance = (Proto.Attribution.Types.Stance)((int)attribution.Stance + 1),
            Form = (Proto.Attribution.Types.Form)((int)attribution.Form + 1),
        };
        if (attribution.Cue is { } cue)
            message.Cue = EvidenceText.Of(text, cue);
        message.Contents.AddRange(attribution.Contents.Select(c => EvidenceText.Of(text, c)));
        foreach (var relay in attribution.Relays)
            message.Relays.Add(new Proto.Relay { DisplayName = EvidenceText.Valid(relay.DisplayName), Evidence = EvidenceText.Of(text, relay.Evidence) });
        return message;
    }

    private static Proto.TimeExpression ToProto(Language.Time.TimeExpression time, string text) =>
        new() { Evidence = EvidenceText.Of(text, time.Span), Type = time.Type, Value = time.Value };

    private static Entity ToProto(Language.NameMention name, string text) =>
        new() { Evidence = EvidenceText.Of(text, name.Span), Type = name.Type, DisplayName = EvidenceText.Valid(name.DisplayName) };
}
