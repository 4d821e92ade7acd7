using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Places;
using Sitrep.Coder.Times;
using Sitrep.Coder.Triggers;
using Sitrep.Language.Time;

namespace Sitrep.Coder.Building;

/// <summary>Gives mentions what the sentence around them says of how, where and when.</summary>
internal sealed class SettingReader(ReportReading r)
{
    /// <summary>Weapons named in a sentence tell how the nearest attack of it was done.</summary>
    public void GiveWeapons(List<TriggerMention> mentions)
    {
        var bySentence = new MentionIndex(mentions, r.Sentences.Count);
        foreach (var phrase in r.Phrases)
        {
            var weapon = WordLexicons.Weapons.MatchBackward(r.Tokens, phrase.First, phrase.Head + 1, out var first);
            if (weapon is null || bySentence.Nearest(phrase.Sentence, phrase.Head, m => m.Type == EventType.Assault && m.Factuality != Factuality.Negated) is not { } mention)
                continue;
            if (Math.Abs(mention.Token - phrase.Head) > 14)
                continue;
            if (weapon.Mark.Length > 0 && !mention.Modes.Contains(weapon.Mark) && mention.Entry.Phrase is not ("kidnap" or "abduct"))
                mention.Modes.Add(weapon.Mark);
            if (mention.Phrase != phrase && !mention.Instruments.Exists(i => i.Category == weapon.Category))
            {
                var span = r.SpanOf(first, phrase.Head + 1);
                mention.Instruments.Add(new Party { Mention = span, DisplayName = span.Of(r.Text), Category = weapon.Category, IsWeapon = true });
            }
        }
    }

    /// <summary>Gives each mention the place and time that govern it, or those that the telling before carries over.</summary>
    public void GivePlacesAndTimes(List<TriggerMention> mentions)
    {
        var times = new TimeReader(r);
        var places = new PlaceReader(r);
        var bySentence = new MentionIndex(mentions, r.Sentences.Count);
        TriggerMention? lastTimed = null;
        TriggerMention? lastPlaced = null;
        foreach (var mention in mentions)
            mention.Location = places.Read(mention);
        foreach (var mention in mentions)
        {
            mention.Time = times.Read(mention, bySentence.In(mention.Sentence));
            // Deeds told in one sentence, one with its place: they are told of that place.
            if (mention.Location is null && !PlaceReader.IsVerbal(mention.Type) && mention.Type is not EventType.Consult && mention.OwnPlaces.Count == 0
                && bySentence.Nearest(mention.Sentence, mention.Token, m => m != mention && m.IsAside == mention.IsAside && m.Location is not null && m.Type == mention.Type && Math.Abs(m.Token - mention.Token) < 30) is { } beside)
                mention.Location = beside.Location;
            if (mention.Factuality == Factuality.Asserted && (IsOld(mention.Time) || (mention.Time is null && ToldAsPast(mention))))
            {
                mention.Factuality = Factuality.Historical;
                r.Notes?.Decide(r, mention.Token, "factuality", "HISTORICAL", "its time is over for more than a month, or it is told as past");
            }
            var verbal = PlaceReader.IsVerbal(mention.Type);
            var paragraph = r.Sentences[mention.Sentence].Paragraph;
            if (mention.IsAside)
                continue;
            if (mention.Time is null && lastTimed is not null && r.Sentences[lastTimed.Sentence].Paragraph == paragraph && lastTimed.Factuality == mention.Factuality
                && mention.Sentence - lastTimed.Sentence <= (verbal ? 0 : 2) && !(mention.TellsToll && mention.Sentence != lastTimed.Sentence))
                mention.Time = TimeReader.Carry(lastTimed.Time!);
            var placeReach = lastPlaced is null ? 0 : r.Sentences[lastPlaced.Sentence].Paragraph == paragraph ? 2 : lastPlaced.Type == mention.Type ? 1 : 0;
            if (mention.Location is null && !verbal && lastPlaced is not null && lastPlaced.Factuality == mention.Factuality
                && mention.Sentence - lastPlaced.Sentence <= placeReach && mention.Type is not EventType.Consult)
            {
                mention.Location = lastPlaced.Location;
                r.Notes?.Decide(r, mention.Token, "place", Name(mention.Location), "carried over from the telling before");
            }
            else
            {
                r.Notes?.Decide(r, mention.Token, "place", Name(mention.Location), mention.Location is null ? "its sentence names no place for it" : "the place that governs the trigger");
            }
            if (mention.Time is { Basis: TimeBasis.Stated or TimeBasis.Inferred } && !InRelativeClause(mention))
                lastTimed = mention;
            if (mention.Location is not null && !verbal)
                lastPlaced = mention;
        }
    }

    private static string Name(EventLocation? location) => location?.Toponym.Place?.DisplayName ?? "";

    /// <summary>"The rebels, who launched an offensive on 11 November, accused ...": its time is not the next one's.</summary>
    private bool InRelativeClause(TriggerMention mention) =>
        mention.Governor is { } verb && r.Tokens[verb.Head].Relation == Language.Syntax.Relation.AclRelcl;

    private bool IsOld(EventTime? time)
    {
        if (r.PublishDate is not { } published || time?.Interval.End is not { } end)
            return false;
        if (time.Precision is TimePrecision.Year or TimePrecision.Longer)
            return end.Year < published.Year || (end.Year == published.Year && end.DayOfYear == 1);
        return end.DayNumber < published.DayNumber - TimeReader.NewsDays;
    }

    private bool ToldAsPast(TriggerMention mention)
    {
        var first = Math.Max(r.SentenceFirst(mention.Sentence), mention.Token - 15);
        var end = Math.Min(r.SentenceEnd(mention.Sentence), mention.Token + 15);
        for (var t = first; t < end; t++)
        {
            if (Words.Is("past-cue", r.Lower(t)) || (r.TimeAt[t] >= 0 && r.Times[r.TimeAt[t]].Value == "PAST_REF"))
                return true;
        }
        return false;
    }
}
