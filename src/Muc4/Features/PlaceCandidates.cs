using Sitrep.Gazetteer;
using Sitrep.Language.Toponyms;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Features;

/// <summary>A place or country that an incident may have, and what models see of it.</summary>
/// <param name="Name">As the key writes it.</param>
/// <param name="Country">ISO code; empty where unknown.</param>
/// <param name="Features">For the linear model.</param>
/// <param name="Standing">For trees, of places only: what it is and where it stands.</param>
internal sealed record PlaceCandidate(string Name, string Country, uint[] Features, int[] Standing);

/// <summary>Countries and places that a report names.</summary>
internal static class PlaceCandidates
{
    private static readonly Dictionary<string, string> Countries = new(StringComparer.Ordinal)
    {
        ["SV"] = "EL SALVADOR",
        ["GT"] = "GUATEMALA",
        ["HN"] = "HONDURAS",
        ["AR"] = "ARGENTINA",
        ["BO"] = "BOLIVIA",
        ["CL"] = "CHILE",
        ["CO"] = "COLOMBIA",
        ["EC"] = "ECUADOR",
        ["PE"] = "PERU",
        ["PA"] = "PANAMA",
        ["NI"] = "NICARAGUA",
        ["BR"] = "BRAZIL",
        ["VE"] = "VENEZUELA",
        ["CR"] = "COSTA RICA",
        ["MX"] = "MEXICO",
        ["CU"] = "CUBA",
        ["US"] = "UNITED STATES",
        ["ES"] = "SPAIN",
        ["UY"] = "URUGUAY",
        ["PY"] = "PARAGUAY",
        ["JM"] = "JAMAICA",
    };

    private static readonly Dictionary<string, string> Datelines = new(StringComparer.OrdinalIgnoreCase)
    {
        ["San Salvador"] = "SV",
        ["Bogota"] = "CO",
        ["Lima"] = "PE",
        ["Guatemala City"] = "GT",
        ["Santiago"] = "CL",
        ["Tegucigalpa"] = "HN",
        ["Buenos Aires"] = "AR",
        ["La Paz"] = "BO",
        ["Quito"] = "EC",
        ["Medellin"] = "CO",
        ["Ayacucho"] = "PE",
        ["Clandestine"] = "SV",
        ["Cali"] = "CO",
        ["San Pedro Sula"] = "HN",
    };

    /// <summary>Words that name a country by its people or its actors, beside the country's own name.</summary>
    private static readonly Dictionary<string, string> Cues = new(StringComparer.Ordinal)
    {
        ["salvadoran"] = "SV",
        ["salvadorans"] = "SV",
        ["salvador"] = "SV",
        ["fmln"] = "SV",
        ["cristiani"] = "SV",
        ["arena"] = "SV",
        ["guatemalan"] = "GT",
        ["guatemalans"] = "GT",
        ["guatemala"] = "GT",
        ["honduran"] = "HN",
        ["hondurans"] = "HN",
        ["honduras"] = "HN",
        ["argentine"] = "AR",
        ["argentina"] = "AR",
        ["bolivian"] = "BO",
        ["bolivia"] = "BO",
        ["chilean"] = "CL",
        ["chile"] = "CL",
        ["colombian"] = "CO",
        ["colombians"] = "CO",
        ["colombia"] = "CO",
        ["eln"] = "CO",
        ["extraditables"] = "CO",
        ["barco"] = "CO",
        ["medellin"] = "CO",
        ["bogota"] = "CO",
        ["ecuadoran"] = "EC",
        ["ecuadorian"] = "EC",
        ["ecuador"] = "EC",
        ["peruvian"] = "PE",
        ["peruvians"] = "PE",
        ["peru"] = "PE",
        ["lima"] = "PE",
        ["panamanian"] = "PA",
        ["panama"] = "PA",
        ["nicaraguan"] = "NI",
        ["nicaragua"] = "NI",
        ["venezuelan"] = "VE",
        ["venezuela"] = "VE",
        ["brazilian"] = "BR",
        ["brazil"] = "BR",
    };

    private static readonly HashSet<string> Kinds = ["department", "province", "region", "city", "town", "municipality", "village", "neighborhood", "district", "area", "zone", "street", "avenue", "canton", "capital", "jurisdiction", "colony"];

    public static List<PlaceCandidate> CountriesOf(Article article, IncidentContext incident)
    {
        var bags = new Dictionary<string, FeatureBag>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Datelines.TryGetValue(article.Report.Place, out var home))
        {
            Bag(home).Add("dateline");
            Bag(home).Add("dateline", article.Report.Place);
        }
        for (var t = 0; t < article.Tokens.Count; t++)
        {
            if (Cues.TryGetValue(article.Tokens[t].Lower, out var code))
                Seen(code, article.Tokens[t].Sentence, "cue", article.Tokens[t].Lower);
        }
        foreach (var toponym in article.Toponyms)
        {
            if (toponym.Place is { } place && place.CountryCode.Length > 0)
                Seen(place.CountryCode, SentenceOf(article, toponym), place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal) ? "country" : "place", "");
        }
        var most = counts.Count == 0 ? 0 : counts.Values.Max();
        foreach (var (code, count) in counts)
        {
            Bag(code).AddSize("count", count);
            Bag(code).Add(count == most ? "most" : "less");
            Bag(code).Add("share", 4 * count / counts.Values.Sum());
        }
        return [.. bags.Where(b => Countries.ContainsKey(b.Key)).OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => new PlaceCandidate(Countries[b.Key], b.Key, b.Value.ToArray(), []))];

        FeatureBag Bag(string code)
        {
            if (!bags.TryGetValue(code, out var bag))
            {
                bag = bags[code] = new FeatureBag();
                bag.Add("code", code);
                bag.Add("codehome", code + home);
            }
            return bag;
        }

        void Seen(string code, int sentence, string how, string word)
        {
            counts[code] = counts.GetValueOrDefault(code) + 1;
            var bag = Bag(code);
            bag.Add("how", how);
            bag.Add("word", word);
            bag.Add("dist" + how, Math.Min(incident.Distance(sentence), 4));
            bag.Add("sent" + how, Math.Min(sentence, 2));
        }
    }

    public static List<PlaceCandidate> PlacesOf(Article article, IncidentContext incident, string country)
    {
        var bags = new Dictionary<string, (FeatureBag Bag, string Country)>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var given = new Dictionary<string, List<ResolvedToponym>>(StringComparer.Ordinal);
        // Names of places that the toponym recogniser left out are candidates too.
        var others = article.Names.Where(n => n.Type == "LOC" && !article.Toponyms.Any(t => t.Span.Overlaps(n.Span)))
            .Select(n => new ResolvedToponym { Span = n.Span, Usage = ToponymUsage.Literal, Unresolved = UnresolvedReason.NotInGazetteer });
        foreach (var toponym in article.Toponyms.Concat(others))
        {
            var place = toponym.Place;
            if (place is not null && place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal))
                continue;
            var name = string.Join(' ', toponym.Span.Of(article.Text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
            if (!bags.TryGetValue(name, out var entry))
            {
                entry = bags[name] = (new FeatureBag(), place?.CountryCode ?? "");
                given[name] = [];
            }
            given[name].Add(toponym);
            counts[name] = counts.GetValueOrDefault(name) + 1;
            entry.Bag.Add("in", place is null ? "unknown" : place.CountryCode == country ? "same" : "other");
            Describe(article, incident, toponym, name, entry.Bag);
        }
        foreach (var (name, count) in counts)
            bags[name].Bag.Add("count", Math.Min(count, 3));
        return [.. bags.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => new PlaceCandidate(b.Key, b.Value.Country, b.Value.Bag.ToArray(), Standing(article, incident, country, given[b.Key])))];
    }

    /// <summary>What trees see of a place: the linear model's answer against its others, and where it stands.</summary>
    public static int[] Row(IReadOnlyList<PlaceCandidate> all, double[] logits, int one)
    {
        var row = new FeatureRow();
        row.AddLogit(logits[one]);
        row.AddLogit(logits[one] - logits.Max());
        row.AddLogit(logits[one] - logits.Where((_, n) => n != one).DefaultIfEmpty(FeatureRow.None).Max());
        row.Add(logits.Count(l => l > logits[one]));
        row.Add(all.Count);
        return [.. row.ToArray(), .. all[one].Standing];
    }

    /// <summary>What trees see when they decide whether the key names a place at all.</summary>
    public static int[] Row(Article article, IncidentContext incident, IReadOnlyList<PlaceCandidate> all, double[] logits)
    {
        var row = new FeatureRow();
        var order = logits.OrderDescending().Take(3).ToArray();
        for (var n = 0; n < 3; n++)
            row.AddLogit(n < order.Length ? order[n] : FeatureRow.None);
        row.Add(all.Count);
        row.Add(article.Sentences.Count);
        row.Add(incident.Sentences.Count);
        row.Add(incident.Sentences.Min());
        row.Add(article.Toponyms.Count(t => incident.Distance(SentenceOf(article, t)) == 0));
        row.Add(article.Toponyms.Count(t => incident.Distance(SentenceOf(article, t)) == 0 && t.Place is { } p && !p.FeatureCode.StartsWith("PCL", StringComparison.Ordinal)));
        row.Add(article.Toponyms.Count(t => incident.Distance(SentenceOf(article, t)) == 0 && t.Place is { } p && p.FeatureCode.StartsWith("PCL", StringComparison.Ordinal)));
        foreach (var type in Rendering.TemplateRenderer.Types)
            row.Add(incident.Type == type);
        var best = logits.Length == 0 ? -1 : Array.IndexOf(logits, logits.Max());
        return [.. row.ToArray(), .. best < 0 ? new int[StandingWidth] : all[best].Standing];
    }

    private static int[] Standing(Article article, IncidentContext incident, string country, List<ResolvedToponym> given)
    {
        var row = new FeatureRow();
        var sentences = given.Select(t => SentenceOf(article, t)).ToList();
        var place = given.Select(t => t.Place).FirstOrDefault(p => p is not null);
        row.Add(place is null ? 0 : place.CountryCode == country ? 2 : 1);
        row.Add(place is null ? 0 : place.FeatureCode switch { "PPLC" => 5, "PPLA" => 4, "PPL" => 3, "ADM1" => 2, "ADM2" => 1, _ => 6 });
        row.Add((int)Math.Min(30000, (place?.Population ?? 0) / 1000));
        row.Add(given.Count);
        row.Add(sentences.Min(incident.Distance));
        row.Add(sentences.Count(s => incident.Distance(s) == 0));
        row.Add(sentences.Min());
        row.Add(sentences.Count(incident.WordSentences.Contains));
        row.Add(given.Count(t => t.Usage == ToponymUsage.Literal));
        row.Add(given.Any(t => t.Span.Of(article.Text).Equals(article.Report.Place, StringComparison.OrdinalIgnoreCase)));
        row.Add(given.Count(t => article.Lower(article.TokenAt(t.Span.Start) - 1, SentenceOf(article, t)) is "in" or "at" or "near"));
        row.Add(given.Count(t => article.Lower(article.TokenAt(t.Span.Start) - 1, SentenceOf(article, t)) is "of" or "from"));
        row.Add(given.Count(t => Kinds.Contains(article.Lower(article.TokenAt(t.Span.End - 1) + 1, SentenceOf(article, t)))));
        // The nearest of its mentions stands behind the incident's first words, before or among them.
        row.Add(given.Count(t => article.Toponyms.Any(o => o.Span.Start >= t.Span.End && o.Span.Start - t.Span.End < 30)));
        row.Add(given.Count(t => article.Toponyms.Any(o => o.Span.End <= t.Span.Start && t.Span.Start - o.Span.End < 30)));
        return row.ToArray();
    }

    private const int StandingWidth = 15;

    private static void Describe(Article article, IncidentContext incident, ResolvedToponym toponym, string name, FeatureBag bag)
    {
        var sentence = SentenceOf(article, toponym);
        var (first, end) = (article.TokenAt(toponym.Span.Start), article.TokenAt(toponym.Span.End - 1) + 1);
        var code = toponym.Place?.FeatureCode ?? "none";
        var distance = Math.Min(incident.Distance(sentence), 5);
        bag.Add("name", name);
        bag.Add("code", code);
        bag.Add("usage", toponym.Usage.ToString());
        bag.Add("dist", distance);
        bag.Add("distcode", distance + code);
        bag.Add("distuse", distance + toponym.Usage.ToString());
        bag.Add("word", incident.WordSentences.Contains(sentence) ? "1" : "0");
        bag.Add("worddist", incident.WordSentences.Count == 0 ? 9 : Math.Min(4, incident.WordSentences.Min(s => Math.Abs(s - sentence))));
        bag.Add("dateline", name.Equals(article.Report.Place, StringComparison.OrdinalIgnoreCase) ? "1" : "0");
        bag.Add("sent", Math.Min(sentence, 3));
        var before = article.Lower(first - 1, sentence);
        bag.Add("before", before);
        bag.Add("distbefore", distance + before);
        bag.Add("before2", article.Lower(first - 2, sentence) + " " + before);
        var after = article.Lower(end, sentence);
        bag.Add("after", after);
        foreach (var word in (string[])[after, article.Lower(end - 1, sentence), before, article.Lower(first - 2, sentence)])
        {
            if (Kinds.Contains(word))
                bag.Add("kind", word);
        }
        for (var t = Math.Max(0, first - 6); t < first; t++)
        {
            if (article.Tokens[t].Sentence == sentence)
                bag.Add("left", article.Tokens[t].Lemma);
        }
        // The narrower of two that follow each other comes first: "Achi, in the Department of Bolivar".
        var next = article.Toponyms.FirstOrDefault(o => o.Span.Start >= toponym.Span.End && o.Span.Start - toponym.Span.End < 30);
        bag.Add("next", next is null ? "" : next.Place?.FeatureCode ?? "none");
        var previous = article.Toponyms.LastOrDefault(o => o.Span.End <= toponym.Span.Start && toponym.Span.Start - o.Span.End < 30);
        bag.Add("previous", previous is null ? "" : previous.Place?.FeatureCode ?? "none");
    }

    private static int SentenceOf(Article article, ResolvedToponym toponym) => article.Tokens[Math.Min(article.TokenAt(toponym.Span.Start), article.Tokens.Count - 1)].Sentence;
}
