using Sitrep.Coder.Events;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Muc4.Features;

/// <summary>What a linear model sees of a whole report when it decides which types of incident it tells.</summary>
internal static class ArticleFeatures
{
    public static uint[] Of(Article a, MentionFeatures mentions)
    {
        var bag = new FeatureBag();
        bag.Add("source", a.Report.Source);
        bag.Add("place", a.Report.Place);
        for (var t = 0; t < a.Tokens.Count; t++)
        {
            var token = a.Tokens[t];
            if (!IsContent(token.Tag))
                continue;
            bag.Add("u", token.Lemma);
            if (token.Sentence < 3)
                bag.Add("f", token.Lemma);
            var next = t + 1;
            while (next < a.Tokens.Count && next < t + 4 && a.Tokens[next].Sentence == token.Sentence && !IsContent(a.Tokens[next].Tag) && a.Tokens[next].Tag != Pos.Punctuation)
                next++;
            if (next < a.Tokens.Count && a.Tokens[next].Sentence == token.Sentence && IsContent(a.Tokens[next].Tag))
                bag.Add("b", token.Lemma + " " + a.Tokens[next].Lemma);
        }
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in a.Incidents)
        {
            Count("incident " + word.Type + word.Kind);
            Count("incident " + word.Type);
            Count("incident");
            var lemma = a.Tokens[word.Token].Lemma;
            var verb = a.VerbAt[word.Token] >= 0 ? a.Verbs[a.VerbAt[word.Token]] : null;
            bag.Add("how", $"{lemma} {(verb is null ? "noun" : verb.Voice)} {verb?.Hedged}");
            if (a.Tokens[word.Token].Sentence < 2)
                bag.Add("early", $"{lemma} {verb?.Voice}");
            // With what stands around it.
            for (var t = Math.Max(0, word.Token - 8); t < Math.Min(a.Tokens.Count, word.Token + 9); t++)
            {
                if (t != word.Token && a.Tokens[t].Sentence == a.Tokens[word.Token].Sentence && a.Tokens[t].Tag is Pos.Noun or Pos.Verb or Pos.Participle)
                    bag.Add("with", $"{lemma} {a.Tokens[t].Lemma}");
            }
        }
        foreach (var coded in a.Coded.Events)
        {
            var mode = coded.Modes.Count > 0 ? coded.Modes[0] : "";
            bag.Add("event", $"{coded.Type}");
            bag.Add("event", $"{coded.Type} {mode} {coded.Factuality}");
            if (coded.Type is not EventType.Assault)
                continue;
            Count("assault " + coded.Factuality);
            Count("assault " + mode);
            bag.Add("country", coded.Location?.Toponym.Place?.CountryCode ?? "");
            foreach (var participant in coded.Participants)
            {
                bag.Add("part", $"{participant.Role} {(participant.Sectors.Count > 0 ? participant.Sectors[0] : "")}");
                bag.Add("part", $"{mode} {participant.Role} {(participant.Sectors.Count > 0 ? participant.Sectors[0] : "")} {coded.Factuality}");
                foreach (var category in participant.Categories)
                    bag.Add("part", $"{participant.Role} {category}");
            }
            if (coded.Time is { } time)
                bag.Add("time", $"{time.Basis} {time.Precision} {coded.Factuality}");
        }
        foreach (var group in a.Groups)
        {
            var main = MentionFeatures.MainClass(group);
            foreach (var pattern in mentions.PatternsOf(group))
            {
                var words = pattern.Split(' ');
                if (words.Any(IncidentWords.Has))
                {
                    bag.Add("pattern", pattern);
                    bag.Add("patternclass", pattern + main);
                    bag.Add("patternhead", pattern + a.Tokens[group.Head].Lemma);
                }
            }
        }
        foreach (var (key, count) in counts)
            bag.AddSize(key, count);
        bag.AddSize("length", a.Sentences.Count);
        foreach (var toponym in a.Toponyms)
            bag.Add("cc", toponym.Place?.CountryCode ?? "");
        return bag.ToArray();

        void Count(string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
    }

    private static bool IsContent(Pos tag) => tag is Pos.Noun or Pos.ProperNoun or Pos.Verb or Pos.Participle or Pos.Gerund or Pos.Adjective or Pos.Number;
}
