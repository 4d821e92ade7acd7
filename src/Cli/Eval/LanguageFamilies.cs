using Sitrep.Cli.Lines;
using Sitrep.Language;
using Sitrep.Language.Coreference;

namespace Sitrep.Cli.Eval;

/// <summary>The families that Language alone answers: time expressions, attributions, names.</summary>
internal static class LanguageFamilies
{
    /// <summary>time_score.py: `{"id","timexes":[{"start","end","type","value"}]}`; reads id, text, title and `dct`.</summary>
    public static string Time(TextAnalyzer analyzer, JsonLine line)
    {
        var text = line.Required("text");
        var analysis = analyzer.Analyze(text, new AnalysisContext(line.Optional("title") ?? "", GoldDates.Day(line, "dct")));
        var points = new CodePoints(text);
        return Prediction.Line(line.RawId, json =>
        {
            json.WriteStartArray("timexes");
            foreach (var time in analysis.Times)
            {
                json.WriteStartObject();
                Prediction.WriteSpan(json, time.Span, points);
                json.WriteString("type", time.Type);
                json.WriteString("value", time.Value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    /// <summary>attribution_score.py: `{"id","attributions":[{"source","cue","content"}]}`; reads id, text, title and `date`.</summary>
    public static string Attribution(TextAnalyzer analyzer, JsonLine line)
    {
        var text = line.Required("text");
        var analysis = analyzer.Analyze(text, new AnalysisContext(line.Optional("title") ?? "", GoldDates.Day(line, "date")));
        var points = new CodePoints(text);
        return Prediction.Line(line.RawId, json =>
        {
            json.WriteStartArray("attributions");
            foreach (var attribution in analysis.Attributions.Concat(analysis.Attitudes))
            {
                json.WriteStartObject();
                Prediction.WriteSpans(json, "source", (attribution.SourceMention ?? attribution.Source) is { } source ? [source] : [], points);
                Prediction.WriteSpans(json, "cue", [attribution.Cue], points);
                Prediction.WriteSpans(json, "content", attribution.Contents, points);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    /// <summary>
    /// ner_score.py, without --utf16: `{"id","entities":[{"start","end","type"}]}`; reads id, text and title. Times and numbers are among them, as some corpora
    /// mark those as entities too; the scorer's label map drops them elsewhere.
    /// </summary>
    public static string Names(TextAnalyzer analyzer, JsonLine line) => Entities(analyzer, line, withMentions: false);

    /// <summary>The same with nouns and pronouns for people and bodies, for corpora that mark every mention (re3d).</summary>
    public static string Mentions(TextAnalyzer analyzer, JsonLine line) => Entities(analyzer, line, withMentions: true);

    private static string Entities(TextAnalyzer analyzer, JsonLine line, bool withMentions)
    {
        var text = line.Required("text");
        var analysis = analyzer.Analyze(text, AnalysisContext.None with { Title = line.Optional("title") ?? "" });
        var points = new CodePoints(text);
        return Prediction.Line(line.RawId, json =>
        {
            json.WriteStartArray("entities");
            foreach (var name in analysis.Names)
                Write(name.Span, name.Type);
            foreach (var time in analysis.Times.Where(time => time.Value is not ("PRESENT_REF" or "PAST_REF" or "FUTURE_REF")))
                Write(time.Span, "TEMPORAL");
            foreach (var number in analysis.Numbers.Where(number => !number.IsOrdinal && number.Span.Of(text) is not ("one" or "One") && !IsReference(text, number.Span)))
                Write(number.Span, number.Unit.Length == 3 ? "MONEY" : "QUANTITY");
            foreach (var mention in analysis.Mentions.Where(mention => withMentions && mention.Kind != MentionKind.Name && mention.Type.Length > 0))
            {
                // A group of people counts as a body there; "its" and "their" are not marked as a rule.
                if (mention.Kind == MentionKind.Nominal)
                    Write(mention.Span, mention.Type == "PER" && mention.IsPlural ? "ORG" : mention.Type);
                else if (mention.Type == "PER")
                    Write(mention.Span, "PER");
            }

            json.WriteEndArray();

            void Write(TextSpan span, string type)
            {
                json.WriteStartObject();
                Prediction.WriteSpan(json, span, points);
                json.WriteString("type", type);
                json.WriteEndObject();
            }
        });
    }

    /// <summary>"[4]": the mark of a note.</summary>
    private static bool IsReference(string text, TextSpan span) => span.Start > 0 && span.End < text.Length && text[span.Start - 1] == '[' && text[span.End] == ']';
}
