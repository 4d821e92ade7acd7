using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Triggers;
using Sitrep.Language.Time;

namespace Sitrep.Coder.Times;

/// <summary>Chooses the time expression that governs a trigger.</summary>
internal sealed class TimeReader(ReportReading r)
{
    // Costs in tokens: how much farther a time seems for what stands between it and the trigger. Set by reading the development reports.
    private const int VerbBetween = 7;
    private const int OtherScope = 16;
    private const int ClauseBetween = 10;
    private const int CommaBetween = 2;
    private const int Farthest = 34;

    /// <summary>Days after which something told without other signs is background (GUIDELINES: "about a month").</summary>
    public const int NewsDays = 32;

    /// <summary>The stated time of a trigger; null where its sentence states none.</summary>
    public EventTime? Read(TriggerMention mention, IReadOnlyList<TriggerMention> inSentence)
    {
        TimeExpression? best = null;
        var bestCost = Farthest;
        var seen = -1;
        var first = Math.Max(r.SentenceFirst(mention.Sentence), mention.Token - ReportReading.Reach);
        var end = Math.Min(r.SentenceEnd(mention.Sentence), mention.Token + ReportReading.Reach);
        for (var t = first; t < end; t++)
        {
            var index = r.TimeAt[t];
            if (index < 0 || index == seen)
                continue;
            seen = index;
            var time = r.Times[index];
            if (time.Interval is not { } interval || time.Relation is TimeRelation.Until && time.Precision != TimePrecision.Day)
                continue;
            var isFuture = r.PublishDate is { } published && interval.Start > published;
            if (isFuture && mention.Factuality is not (Factuality.Future or Factuality.Hypothetical))
                continue;
            var cost = Cost(mention, t, inSentence);
            if (cost < bestCost)
                (best, bestCost) = (time, cost);
        }
        return best is null ? null : Of(best, TimeBasis.Stated, mention, IsStart(best, mention));
    }

    /// <summary>The same time for an event that shares it without saying so.</summary>
    public static EventTime Carry(EventTime time) => time with { Basis = TimeBasis.Context };

    /// <summary>The day of publication, for events of the day that say nothing.</summary>
    public static EventTime? Published(ReportReading reading) => reading.PublishDate is { } day && day < DateOnly.MaxValue
        ? new EventTime(new DateInterval(day, day.AddDays(1)), TimePrecision.Day, TimeExtent.SometimeWithin, false, "", TimeBasis.PublishTime, null)
        : null;

    private static EventTime Of(TimeExpression time, TimeBasis basis, TriggerMention mention, bool isStart)
    {
        var interval = time.Interval!.Value;
        if (isStart)
            interval = interval with { End = null };
        var extent = time.Relation switch
        {
            _ when isStart => TimeExtent.Throughout,
            TimeRelation.Throughout => TimeExtent.Throughout,
            TimeRelation.Repeatedly => TimeExtent.Repeatedly,
            _ => TimeExtent.SometimeWithin,
        };
        var ongoing = isStart && (mention.Governor?.Present ?? true);
        return new EventTime(interval, time.Precision, extent, ongoing, time.PartOfDay, time.Inferred ? TimeBasis.Inferred : basis, time.Span);
    }

    /// <summary>"since June", "since the protests began in June": the time at which something that goes on began.</summary>
    private bool IsStart(TimeExpression time, TriggerMention mention)
    {
        if (time.Relation == TimeRelation.Since)
            return true;
        var token = r.TokenAt(time.Span.Start);
        for (var t = token - 1; t > mention.Token && token - t < 8; t--)
        {
            if (r.Lower(t) == "since")
                return true;
        }
        return mention.Governor is { } verb && r.Tokens[verb.Head].Lemma is "begin" or "start" && mention.Governor.HasHave;
    }

    private int Cost(TriggerMention mention, int token, IReadOnlyList<TriggerMention> inSentence)
    {
        var cost = Math.Abs(token - mention.Token);
        for (var t = Math.Min(token, mention.Token) + 1; t < Math.Max(token, mention.Token); t++)
        {
            if (r.Borders.Contains(t))
                return Farthest;
        }
        // "Saturday's attack": the time of the noun that it stands before, and of no other.
        if (r.PhraseOf(token) is { } holder)
            return holder == mention.Phrase ? 0 : cost + OtherScope;
        var (low, high) = token < mention.Token ? (token, mention.First) : (mention.Token + 1, token);
        var lastVerb = -1;
        var crossed = false;
        for (var t = low; t < high; t++)
        {
            if (r.VerbAt[t] >= 0 && r.VerbAt[t] != lastVerb)
            {
                lastVerb = r.VerbAt[t];
                if (mention.Governor is null || mention.Governor.Index != lastVerb)
                    cost += VerbBetween;
            }
            if (r.Tokens[t].Text is "," or ";" or "(" or "\u2014")
                cost += CommaBetween;
            if (Clauses.OpensClause(r, t))
            {
                cost += ClauseBetween;
                crossed = true;
            }
        }
        // A time at the very beginning of a sentence governs its first clause whole.
        if (token < mention.Token && !crossed && IsSentenceStart(token, mention.Sentence))
            cost = Math.Min(cost, 8 + (lastVerb >= 0 ? 8 : 0));
        // "The rebels, who seized the town in 2014, agreed": the time of the clause inside.
        if (token < mention.Token && InRelativeClause(token, mention.First))
            cost += Farthest;
        var opening = token < mention.Token && IsSentenceStart(token, mention.Sentence);
        if (!SameScope(mention.Token, token))
            cost += opening || mention.Factuality == Factuality.Future ? OtherScope : Farthest;
        // A time between two triggers that stands right after the other one is the other's.
        foreach (var other in inSentence)
        {
            if (other != mention && other.Token < token && token - other.Token < token - mention.Token && other.Token > mention.Token)
                cost += CommaBetween + 1;
        }
        return cost;
    }

    private bool InRelativeClause(int token, int trigger)
    {
        var closed = false;
        for (var t = token; t < trigger && !closed; t++)
            closed = r.Tokens[t].Text == ",";
        if (!closed)
            return false;
        for (var t = token - 1; t > Math.Max(r.SentenceFirst(r.Tokens[token].Sentence), token - 15) && r.Tokens[t].Text != ","; t--)
        {
            if (r.Lower(t) is "who" or "which" or "whose")
                return true;
        }
        return false;
    }

    private bool IsSentenceStart(int token, int sentence)
    {
        var first = r.SentenceFirst(sentence);
        for (var t = first; t < token; t++)
        {
            if (r.VerbAt[t] >= 0 || (r.PhraseAt[t] >= 0 && r.TimeAt[t] < 0))
                return false;
        }
        return token - first < 6;
    }

    private bool SameScope(int a, int b)
    {
        var first = r.AttributionsAt(a);
        var second = r.AttributionsAt(b);
        if (first.Count != second.Count)
            return false;
        for (var i = 0; i < first.Count; i++)
        {
            if (first[i] != second[i])
                return false;
        }
        return true;
    }
}
