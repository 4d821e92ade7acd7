using System.Globalization;
using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Places;

namespace Sitrep.Coder.Building;

/// <summary>How likely it is that the text tells of an event with its type: whole-number weights of a few signs, summed and looked up in a table.</summary>
/// <remarks>confidence.txt, which `training confidence` writes; integers alone decide, so that every machine gives the same.</remarks>
internal static class ConfidenceModel
{
    private static readonly Dictionary<string, int> Weights = new(StringComparer.Ordinal);
    private static readonly SortedDictionary<int, int> Table = [];

    static ConfidenceModel()
    {
        foreach (var f in LexiconFile.Read("confidence.txt", 2))
        {
            var value = int.Parse(f[1], CultureInfo.InvariantCulture);
            if (f[0].StartsWith("at ", StringComparison.Ordinal))
                Table[int.Parse(f[0][3..], CultureInfo.InvariantCulture)] = value;
            else
                Weights[f[0]] = value;
        }
    }

    /// <summary>The signs that hold of an event, in a fixed order.</summary>
    public static List<string> Signs(ReportReading r, EventDraft draft, IReadOnlyList<Participant> participants, EventTime? time, EventLocation? location, bool attributed)
    {
        var mention = draft.Mentions.Find(m => !m.TellsToll && !m.IsDefinite) ?? draft.Mentions[0];
        var signs = new List<string> { "bias", "type " + draft.Type.ToString().ToLowerInvariant() };
        void If(bool holds, string sign)
        {
            if (holds)
                signs.Add(sign);
        }
        If(mention.Phrase is not null, "noun");
        If(mention.Phrase is not null && mention.Governor is null, "bare noun");
        If(mention.Governor is { Infinitive: true } && mention.Phrase is null, "infinitive");
        If(mention.Governor is { Gerund: true } && mention.Phrase is null, "gerund");
        If(mention.Governor is { Passive: true } && mention.Phrase is null, "passive");
        If(draft.Mentions.Count > 1, "told twice");
        If(draft.Mentions.Count > 3, "told often");
        If(participants.Any(p => p.Role == ParticipantRole.Actor), "actor");
        If(participants.Any(p => p.Role == ParticipantRole.Actor && (p.CountryCode.Length > 0 || p.ActorId.Length > 0)), "known actor");
        If(participants.Any(p => p.Role is ParticipantRole.Recipient or ParticipantRole.Victim or ParticipantRole.PhysicalTarget), "recipient");
        If(time is { Basis: TimeBasis.Stated or TimeBasis.Inferred }, "time");
        If(location is not null && draft.Location is not null, "place");
        If(draft.Casualties.Count > 0, "toll");
        If(draft.Factuality is Factuality.Historical, "historical");
        If(draft.Factuality is Factuality.Future, "future");
        If(draft.Factuality is Factuality.Hypothetical or Factuality.Negated, "doubtful");
        If(attributed, "attributed");
        If(mention.Sentence < 2, "lead");
        If(mention.Sentence >= r.Sentences.Count * 2 / 3 && r.Sentences.Count > 6, "late");
        If(mention.Entry.Conditions.Length > 1, "conditions");
        If(PlaceReader.IsVerbal(draft.Type), "verbal");
        return signs;
    }

    /// <summary>Thousandths.</summary>
    public static int Of(List<string> signs)
    {
        var sum = 0;
        foreach (var sign in signs)
            sum += Weights.GetValueOrDefault(sign);
        var confidence = 0;
        foreach (var (at, value) in Table)
        {
            if (at > sum && confidence > 0)
                break;
            confidence = value;
        }
        return confidence;
    }
}
