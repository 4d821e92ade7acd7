using System.Collections.Frozen;
using Sitrep.Language.Attributions;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Coreference;

/// <summary>
/// Ties mentions to what they go back to: names to the same name and its short forms, titles to the person who bears them, "the militants" and "the group" to those
/// told of, pronouns to the best of the last mentions that agree. Every decision is a sum of points; a table turns points into a score.
/// </summary>
internal sealed class CoreferenceResolver
{
    private static readonly FrozenSet<string> FirstNames = Lexicon.Set("first_names");

    /// <summary>Mentions that a pronoun or noun may go back over: keeps the time linear.</summary>
    private const int Reach = 40;

    /// <summary>Points under which nothing is tied.</summary>
    private const int Least = 20;

    /// <summary>How sure a decision is by ten points, from 0 on; set by hand. `coreference` of src/Training measures how far it holds on the development part of GUM.</summary>
    private static readonly double[] Calibration = [0.2, 0.3, 0.4, 0.47, 0.53, 0.58, 0.63, 0.68, 0.72, 0.76, 0.8];

    private readonly Document _document;
    private readonly List<MentionDraft> _mentions;
    private int _chains;

    private CoreferenceResolver(Document document, List<MentionDraft> mentions)
    {
        _document = document;
        _mentions = mentions;
    }

    /// <summary>The mentions of the text in text order, each tied to what it goes back to.</summary>
    public static List<EntityMention> Resolve(Document document, IReadOnlyList<NameMention> names, IReadOnlyList<SpeechAttribution> attributions)
    {
        var resolver = new CoreferenceResolver(document, MentionFinder.Find(document, names));
        resolver.Run(attributions);
        return resolver._mentions.ConvertAll(mention => new EntityMention(
            document.Span(mention.First, mention.End), mention.First, mention.End, mention.Head, mention.Kind, mention.Type, mention.Plural, mention.Chain,
            mention.Antecedent < 0 ? null : mention.Antecedent, Score(mention)));
    }

    private static double Score(MentionDraft mention)
    {
        if (mention.Kind == MentionKind.Name)
            return mention.Antecedent < 0 ? 0.95 : Math.Round(mention.Points / 100.0, 3, MidpointRounding.AwayFromZero);
        var at = Math.Clamp(mention.Points / 10, 0, Calibration.Length - 1);
        return mention.Antecedent < 0 ? Math.Round(1 - Calibration[at], 3, MidpointRounding.AwayFromZero) : Calibration[at];
    }

    private void Run(IReadOnlyList<SpeechAttribution> attributions)
    {
        var byName = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var said = Antecedents(attributions);
        for (var i = 0; i < _mentions.Count; i++)
        {
            var mention = _mentions[i];
            if (mention.Kind == MentionKind.Name)
                TieName(i, byName);
            else if (mention.Kind == MentionKind.Pronoun && said.TryGetValue(mention.First, out var source) && At(source, i) is >= 0 and var speaker)
                Tie(i, speaker, 90);
            else
                TieBest(i);
            if (mention.Chain < 0)
                mention.Chain = _chains++;
        }
    }

    /// <summary>Pronouns that attribution has read already: token of the pronoun, start of what it goes back to.</summary>
    private Dictionary<int, int> Antecedents(IReadOnlyList<SpeechAttribution> attributions)
    {
        var starts = new Dictionary<int, int>();
        foreach (var attribution in attributions)
        {
            if (attribution is { SourceMention: { } pronoun, Source: { } source })
                starts[_document.TokenAt(pronoun.Start)] = source.Start;
        }

        return starts;
    }

    /// <summary>The last mention before <paramref name="before"/> that begins at or soon behind a place of the text; -1 where none does.</summary>
    private int At(int start, int before)
    {
        var token = _document.TokenAt(start);
        for (var i = before - 1; i >= 0 && _mentions[i].End > token; i--)
        {
            if (_mentions[i].First >= token && _mentions[i].First <= token + 8 && _mentions[i].Type is "PER" or "ORG" or "NORP")
                return i;
        }

        return -1;
    }

    private void TieName(int i, Dictionary<string, int> byName)
    {
        var mention = _mentions[i];
        var own = _document.Span(mention.First, mention.End).Of(_document.Text);
        if (byName.TryGetValue(mention.Name, out var earlier) || byName.TryGetValue(own, out earlier))
            Tie(i, earlier, string.Equals(own, _mentions[earlier].Name, StringComparison.OrdinalIgnoreCase) ? 98 : 94);
        if (mention.Chain < 0 && TitleBefore(i) is >= 0 and var titled)
            Tie(i, titled, 60);
        byName.TryAdd(mention.Name, i);
        byName.TryAdd(own, i);
        byName[mention.Name] = i;
        if (mention.Gender == Gender.Unknown && mention.Type == "PER")
            mention.Gender = mention.Antecedent >= 0 ? _mentions[mention.Antecedent].Gender : Gender.Unknown;
    }

    /// <summary>"the president said. Ghani": a noun for an office, told of just before, and a name that bears it in the next words. Only within a sentence.</summary>
    private int TitleBefore(int i)
    {
        var mention = _mentions[i];
        return i > 0 && _mentions[i - 1] is { Kind: MentionKind.Nominal, Type: "PER", Plural: false, Definite: true } noun && noun.Sentence == mention.Sentence
            && mention.Type == "PER" && (noun.End == mention.First || (noun.End == mention.First - 1 && _document.Tokens[noun.End].Lower == ",")) ? i - 1 : -1;
    }

    private void TieBest(int i)
    {
        var mention = _mentions[i];
        if (mention is { Kind: MentionKind.Nominal, Definite: false })
        {
            mention.Points = 0;
            return;
        }

        var (best, points) = (-1, 0);
        var seen = new HashSet<int>();
        for (var k = i - 1; k >= Math.Max(0, i - Reach); k--)
        {
            var candidate = _mentions[k];
            if (candidate.End > mention.First || mention.Sentence - candidate.Sentence > (mention.Kind == MentionKind.Pronoun ? 3 : 12))
                continue;

            // The nearest mention of a chain speaks for it.
            if (mention.Kind == MentionKind.Nominal && candidate.Kind == MentionKind.Pronoun || !seen.Add(candidate.Chain))
                continue;
            var sum = mention.Kind == MentionKind.Pronoun ? Pronoun(mention, candidate, k) : Nominal(mention, candidate);
            if (sum > points)
                (best, points) = (k, sum);
        }

        mention.Points = points;
        if (points >= Least)
            Tie(i, best, points);
    }

    private int Pronoun(MentionDraft pronoun, MentionDraft candidate, int k)
    {
        if (!Agrees(pronoun, candidate))
            return 0;
        var distance = pronoun.Sentence - candidate.Sentence;
        var points = 60 - 15 * distance;
        points += candidate.Subject ? 15 : 0;
        points += pronoun.Subject && candidate.Subject ? 8 : 0;
        points += candidate.Kind == MentionKind.Pronoun ? 12 : 0;
        points += candidate.Kind == MentionKind.Nominal && !candidate.Definite ? -5 : 0;
        points += pronoun.Gender != Gender.Unknown && candidate.Gender == pronoun.Gender ? 20 : 0;
        points += pronoun.Type == "PER" && candidate is { Kind: MentionKind.Name, Type: "PER" } ? 10 : 0;
        points -= candidate.Type is "LOC" or "MISC" ? 25 : 0;

        // A possessive or a pronoun behind the verb likes the subject of its own clause; a subject does not go back to an object in its own sentence.
        var lower = _document.Tokens[pronoun.Head].Lower;
        if (distance == 0 && lower is "him" or "them" or "her" && candidate.Subject && !pronoun.Subject && k >= 0 && pronoun.Head - candidate.End < 4)
            points -= 25;
        return points;
    }

    private bool Agrees(MentionDraft pronoun, MentionDraft candidate)
    {
        if (pronoun.Type == "PER")
        {
            if (candidate.Kind == MentionKind.Pronoun)
                return candidate.Gender == pronoun.Gender;
            return candidate is { Type: "PER", Plural: false } && (candidate.Gender == Gender.Unknown || candidate.Gender == pronoun.Gender);
        }

        if (pronoun.Plural)
            return candidate.Kind == MentionKind.Pronoun ? candidate.Plural : (candidate.Plural || candidate.Collective) && candidate.Type is not "LOC";
        if (candidate.Kind == MentionKind.Pronoun)
            return !candidate.Plural && candidate.Type != "PER";
        return candidate.Type is "ORG" or "LOC" or "MISC" && !(candidate.Plural && !candidate.Collective) && !IsArticleless(candidate);
    }

    /// <summary>A first name alone is nobody that "it" could mean.</summary>
    private bool IsArticleless(MentionDraft candidate) => candidate.Kind == MentionKind.Name && candidate.Type == "MISC" && FirstNames.Contains(_document.Tokens[candidate.First].Lower);

    private int Nominal(MentionDraft noun, MentionDraft candidate)
    {
        if (candidate.Kind == MentionKind.Pronoun)
            return 0;
        var distance = noun.Sentence - candidate.Sentence;
        var near = Math.Max(0, 24 - 4 * distance);
        var head = noun.Offices[0];
        if (candidate.Kind == MentionKind.Nominal)
        {
            if (candidate.Plural != noun.Plural || candidate.Type != noun.Type)
                return 0;
            if (candidate.Offices[0] == head)
                return HasConflict(noun, candidate) ? 0 : 50 + near;
            return candidate.Kin == noun.Kin && noun.Kin is "fighter" or "group" or "force" or "protester" or "captive" && noun.End - noun.First <= 2 ? 20 + near : 0;
        }

        // "the president" of "President Ghani"; "the movement" of "Free Patriotic Movement".
        if (candidate.Type == "PER")
            return noun is { Type: "PER", Plural: false } && candidate.Offices.Contains(head) ? 55 + near : noun is { Type: "PER", Plural: false } && noun.Kin == "man" && distance <= 2 ? 20 : 0;
        if (candidate.Type is "ORG")
        {
            if (noun.Type == "ORG" && !noun.Plural)
                return _document.Tokens[candidate.Head].Lemma == head ? 60 + near : noun.End - noun.First == 2 && noun.Kin is "group" or "company" or "body" ? 10 + near + (candidate.Subject ? 6 : 0) : 0;
            return 0;
        }

        return candidate.Type == "LOC" && noun.Kin == "place" && noun.End - noun.First == 2 ? 8 + near : 0;
    }

    /// <summary>"the Syrian army" does not go back to "the Iraqi army", nor "two soldiers" to "three soldiers".</summary>
    private bool HasConflict(MentionDraft noun, MentionDraft candidate)
    {
        for (var i = noun.First; i < noun.Head; i++)
        {
            var word = _document.Tokens[i];
            if (word.Tag is not (PartOfSpeech.Adjective or PartOfSpeech.ProperNoun or PartOfSpeech.Number or PartOfSpeech.Noun))
                continue;
            var shared = false;
            for (var k = candidate.First; k < candidate.Head && !shared; k++)
                shared = _document.Tokens[k].Lower == word.Lower;
            if (!shared)
                return true;
        }

        return false;
    }

    private void Tie(int i, int to, int points)
    {
        var mention = _mentions[i];
        mention.Antecedent = to;
        mention.Chain = _mentions[to].Chain;
        mention.Points = points;

        // "President Ghani", then "Ghani": whoever asks for the president looks at the last of them.
        if (mention is { Kind: MentionKind.Name, Offices.Count: 0 })
            mention.Offices = _mentions[to].Offices;
        if (mention.Type.Length == 0)
            mention.Type = _mentions[to].Type;
        if (mention.Gender != Gender.Unknown && _mentions[to].Gender == Gender.Unknown && points >= 50)
            _mentions[to].Gender = mention.Gender;
    }
}
