using System.Globalization;
using System.Text;
using Sitrep.Coder.Events;
using Sitrep.Language;
using Sitrep.Language.Numbers;

namespace Sitrep.Coder.Tests;

/// <summary>A coded text as prose that a diff shows well: everything that the coder says, with the words that it says it from.</summary>
internal static class Rendering
{
    public static string Of(CodedText coded)
    {
        var text = new StringBuilder();
        foreach (var one in coded.Events)
        {
            text.Append(CultureInfo.InvariantCulture, $"{one.Index} {one.Type}");
            foreach (var mode in one.Modes)
                text.Append(' ').Append(mode);
            text.Append(CultureInfo.InvariantCulture, $", {one.Factuality}, confidence {one.Confidence:0.000}\n");
            foreach (var trigger in one.Triggers)
                Line(text, "trigger", Quote(coded, trigger));
            foreach (var participant in one.Participants)
                Line(text, participant.Role.ToString(), Party(coded, participant));
            if (one.Time is { } time)
                Line(text, "time", $"{Day(time.Interval.Start)} to {(time.Interval.End is { } end ? Day(end) : "open")}, {time.Precision}, {time.Basis}{Part(time)} {Quote(coded, time.Evidence)}");
            if (one.Location is { } place)
                Line(text, "place", $"{place.Toponym.Place!.DisplayName} ({place.Toponym.Place.CountryCode3}), {place.Precision} {Quote(coded, place.Toponym.Span)}");
            foreach (var toll in one.Casualties)
            {
                Line(text, "toll " + toll.Id, $"{toll.Harm} {Number(toll.Count)} {toll.Group?.DisplayName} {toll.Scope} {Quote(coded, toll.Evidence)}");
                foreach (var attribution in toll.Attributions)
                    Line(text, "  according to", $"{attribution.Claimant.DisplayName}, {attribution.Stance}");
            }
            foreach (var quantity in one.Quantities)
                Line(text, "quantity", $"{quantity.Kind} {Number(quantity.Count)} {quantity.Unit} {Quote(coded, quantity.Evidence)}");
            foreach (var attribution in one.Attributions)
                Line(text, "according to", $"{attribution.Claimant.DisplayName}, {attribution.Stance}");
            foreach (var link in one.Links)
                Line(text, "link", $"{link.Kind} {link.EventIndex} {Quote(coded, link.Cue)}");
            if (one.Occurrences is { } occurrences)
                Line(text, "occurrences", Number(occurrences));
            if (one.Contexts.Count > 0)
                Line(text, "contexts", string.Join(' ', one.Contexts));
            var m = one.Mappings;
            Line(text, "mappings", FormattableString.Invariant(
                $"CAMEO {m.CameoCode} ({m.GoldsteinScore}), PLOVER {m.PloverScore} quad {m.PloverQuad}, ACLED {m.AcledEventType}/{m.AcledSubEventType}, UCDP {m.UcdpTypeOfViolence}, GTD {m.GtdAttackType}"));
        }
        foreach (var attribution in coded.Attributions)
            text.Append(CultureInfo.InvariantCulture, $"said: {Party(coded, attribution.Claimant)} {attribution.Stance} {string.Join(" ... ", attribution.Contents.Select(c => Quote(coded, c)))}\n");
        return text.ToString();
    }

    private static void Line(StringBuilder text, string label, string value) => text.Append("  ").Append(label).Append(": ").Append(value.TrimEnd()).Append('\n');

    private static string Party(CodedText coded, Participant p)
    {
        var parts = new List<string> { p.DisplayName };
        if (p.CountryCode.Length > 0 || p.Sectors.Count > 0)
            parts.Add($"({string.Join(' ', new[] { p.CountryCode }.Concat(p.Sectors)).Trim()})");
        if (p.ActorId.Length > 0)
            parts.Add("=" + p.ActorId);
        if (p.Office.Length > 0)
            parts.Add(p.Office + (p.OrganizationDisplayName.Length > 0 ? " of " + p.OrganizationDisplayName : ""));
        parts.AddRange(p.Categories);
        if (p.Count is { } count)
            parts.Add(Number(count));
        if (p.Side != Side.None)
            parts.Add("side " + p.Side);
        if (p.Privacy != Privacy.None)
            parts.Add(p.Privacy.ToString());
        parts.Add(Quote(coded, p.Mention));
        return string.Join(' ', parts);
    }

    private static string Part(EventTime time) => time.PartOfDay.Length > 0 ? ", " + time.PartOfDay : "";

    private static string Number(CountRange range) =>
        FormattableString.Invariant($"{range.Low}..{range.High} stated {range.Stated}{(range.Approximate ? " about" : "")}{(range.VagueTerm.Length > 0 ? " " + range.VagueTerm : "")}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Quote(CodedText coded, TextSpan? span) => span is { } s ? $"\"{s.Of(coded.Text)}\"" : "";
}
