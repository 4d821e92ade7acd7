using Sitrep.Cli.Lines;
using Sitrep.Language;

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
            foreach (var attribution in analysis.Attributions)
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

    /// <summary>ner_score.py, without --utf16: `{"id","entities":[{"start","end","type"}]}`; reads id, text and title.</summary>
    public static string Names(TextAnalyzer analyzer, JsonLine line)
    {
        var text = line.Required("text");
        var analysis = analyzer.Analyze(text, AnalysisContext.None with { Title = line.Optional("title") ?? "" });
        var points = new CodePoints(text);
        return Prediction.Line(line.RawId, json =>
        {
            json.WriteStartArray("entities");
            foreach (var name in analysis.Names)
            {
                json.WriteStartObject();
                Prediction.WriteSpan(json, name.Span, points);
                json.WriteString("type", name.Type);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }
}
