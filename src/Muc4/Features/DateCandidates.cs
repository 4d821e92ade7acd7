using System.Globalization;
using Sitrep.Language.Time;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Features;

/// <summary>A date that an incident may have, as the scorer reads it, and what models see of it.</summary>
/// <param name="Value">The date.</param>
/// <param name="Features">For the linear model.</param>
/// <param name="Standing">For trees: how it is given and where.</param>
internal sealed record DateCandidate(string Value, uint[] Features, int[] Standing);

/// <summary>The days that a report names, and "on or before its own day".</summary>
internal static class DateCandidates
{
    private static readonly string[] Forms = ["on", "night", "range", "by"];

    public static List<DateCandidate> Of(Article article, IncidentContext incident)
    {
        var bags = new Dictionary<string, FeatureBag>(StringComparer.Ordinal);
        var given = new Dictionary<string, List<(TimeExpression Time, int Form)>>(StringComparer.Ordinal);
        var day = article.Report.Date;
        if (day is { } known)
        {
            // Its own day and "on or before it" are always possible.
            foreach (var (value, form) in new[] { ("/" + Iso(known), "default"), (Iso(known), "fresh") })
            {
                var bag = bags[value] = new FeatureBag();
                bag.Add(form);
                bag.Add(form + "type", incident.Type);
                bag.Add(form + "source", article.Report.Source);
                bag.AddSize(form + "times", article.Times.Count);
                bag.Add(form + "near0", article.Times.Count(t => t.Interval is not null && incident.Distance(SentenceOf(article, t)) == 0) is var n ? Math.Min(n, 3) : 0);
                bag.Add(form + "near1", article.Times.Count(t => t.Interval is not null && incident.Distance(SentenceOf(article, t)) <= 1) is var m ? Math.Min(m, 3) : 0);
                bag.Add(form + "start", Math.Min(incident.Sentences.Min(), 4));
                bag.AddSize(form + "length", article.Sentences.Count);
                foreach (var s in incident.Sentences)
                {
                    foreach (var verb in article.Verbs.Where(v => article.Tokens[v.Main].Sentence == s))
                    {
                        bag.Add(form + "verb", verb.Lemma + verb.Voice);
                        bag.Add(form + "aux", article.Tokens[verb.Start].Lower + verb.Voice);
                    }
                    foreach (var word in article.Incidents.Where(w => article.Tokens[w.Token].Sentence == s))
                        bag.Add(form + "incident", article.Tokens[word.Token].Lower + (article.VerbAt[word.Token] >= 0 ? "verb" : "noun"));
                }
            }
        }
        foreach (var time in article.Times)
        {
            if (time.Interval is not { } interval || interval.End is not { } end || end <= interval.Start)
                continue;
            var words = time.Span.Of(article.Text).ToLowerInvariant();
            var days = end.DayNumber - interval.Start.DayNumber;
            var sentence = SentenceOf(article, time);
            if (days == 1)
            {
                Add(Iso(interval.Start), "on");
                if (words.Contains("night", StringComparison.Ordinal))
                    Add(Iso(interval.Start) + "/" + Iso(interval.Start.AddDays(1)), "night");
            }
            else if (days <= 31)
            {
                Add(Iso(interval.Start) + "/" + Iso(day is { } d && end.AddDays(-1) > d ? d : end.AddDays(-1)), "range");
            }
            if (day is { } report && interval.Start < report && days <= 31 && days > 1)
                Add("/" + Iso(end.AddDays(-1)), "by");

            void Add(string value, string form)
            {
                if (!bags.TryGetValue(value, out var bag))
                    bag = bags[value] = new FeatureBag();
                if (!given.TryGetValue(value, out var list))
                    given[value] = list = [];
                list.Add((time, Array.IndexOf(Forms, form)));
                bag.Add("form", form);
                bag.Add("words", words.Any(char.IsDigit) ? "digits" : words);
                bag.Add("wordsform", form + (words.Any(char.IsDigit) ? "digits" : words));
                var distance = Math.Min(incident.Distance(sentence), 5);
                bag.Add("dist" + form, distance);
                bag.Add("dw" + (words.Any(char.IsDigit) ? "digits" : words), Math.Min(distance, 2));
                bag.Add("incword", incident.WordSentences.Contains(sentence) ? "1" : "0");
                bag.Add("sent", Math.Min(sentence, 3));
                if (day is { } d)
                    bag.AddSize("ago" + form, d.DayNumber - interval.Start.DayNumber);
                bag.Add("first" + form, ReferenceEquals(time, article.Times[0]) ? "1" : "0");
                var token = article.TokenAt(time.Span.Start);
                bag.Add("before", article.Lower(token - 1, sentence));
                for (var t = Math.Max(0, token - 8); t < Math.Min(article.Tokens.Count, token + 9); t++)
                {
                    if (article.Tokens[t].Sentence == sentence && article.VerbAt[t] >= 0 && article.Verbs[article.VerbAt[t]].Main == t)
                        bag.Add("verb", article.Tokens[t].Lemma);
                }
            }
        }
        return [.. bags.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => new DateCandidate(b.Key, b.Value.ToArray(), Standing(article, incident, b.Key, given.GetValueOrDefault(b.Key) ?? [])))];
    }

    /// <summary>What trees see: the linear model's answer against its others, and how the date is given.</summary>
    public static int[] Row(IReadOnlyList<DateCandidate> all, double[] logits, int one)
    {
        var row = new FeatureRow();
        row.AddLogit(logits[one]);
        row.AddLogit(logits[one] - logits.Max());
        row.AddLogit(logits[one] - logits.Where((_, n) => n != one).DefaultIfEmpty(FeatureRow.None).Max());
        row.Add(logits.Count(l => l > logits[one]));
        row.Add(all.Count);
        return [.. row.ToArray(), .. all[one].Standing];
    }

    private static int[] Standing(Article article, IncidentContext incident, string value, List<(TimeExpression Time, int Form)> given)
    {
        var row = new FeatureRow();
        var day = article.Report.Date;
        row.Add(value.Contains('/', StringComparison.Ordinal) ? value[0] == '/' ? 2 : 1 : 0);
        row.Add(day is { } d && value == Iso(d));
        row.Add(day is { } e && value == "/" + Iso(e));
        foreach (var form in Enumerable.Range(0, Forms.Length))
            row.Add(given.Count(g => g.Form == form));
        row.Add(day is { } today && DateOnly.TryParseExact(value[^10..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) ? Math.Clamp(today.DayNumber - end.DayNumber, -30, 400) : -31);
        row.Add(given.Select(g => incident.Distance(SentenceOf(article, g.Time))).DefaultIfEmpty(60).Min());
        row.Add(given.Count(g => incident.Distance(SentenceOf(article, g.Time)) == 0));
        row.Add(given.Select(g => SentenceOf(article, g.Time)).DefaultIfEmpty(60).Min());
        row.Add(given.Count(g => incident.WordSentences.Contains(SentenceOf(article, g.Time))));
        row.Add(given.Any(g => g.Time.PartOfDay.Length > 0));
        row.Add(given.Any(g => g.Time.Inferred));
        var dated = article.Times.Where(t => t.Interval is { End: { } last } i && last.DayNumber - i.Start.DayNumber == 1).ToList();
        row.Add(dated.Count(t => incident.Distance(SentenceOf(article, t)) == 0));
        row.Add(dated.Count(t => incident.Distance(SentenceOf(article, t)) == 1));
        row.Add(dated.Count);
        row.Add(dated.Count(t => SentenceOf(article, t) < 3));
        row.Add(given.Count > 0 && dated.Count > 0 && ReferenceEquals(given[0].Time, dated[0]));
        row.Add(incident.Sentences.Min());
        row.Add(incident.Sentences.Count);
        row.Add(article.Sentences.Count);
        foreach (var type in Rendering.TemplateRenderer.Types)
            row.Add(incident.Type == type);
        return row.ToArray();
    }

    private static int SentenceOf(Article article, TimeExpression time) => article.Tokens[Math.Min(article.TokenAt(time.Span.Start), article.Tokens.Count - 1)].Sentence;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
