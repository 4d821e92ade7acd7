using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Places;
using Sitrep.Coder.Tolls;
using Sitrep.Coder.Triggers;
using Sitrep.Language.Attributions;

namespace Sitrep.Coder.Building;

/// <summary>Who says what: attributions as parties of the coder, those that a number or an event rests on.</summary>
internal sealed class AttributionReader(ReportReading r, PartyReader parties)
{
    private readonly Attribution?[] _attributions = Read(r, parties);
    private readonly HashSet<int> _judging = [];

    /// <summary>Every attribution of the text that names its source.</summary>
    public IReadOnlyList<Attribution> All => [.. _attributions.OfType<Attribution>()];

    /// <summary>The attribution of an index of <see cref="ReportReading.Attributions"/>; null where its source is not named.</summary>
    public Attribution? this[int index] => _attributions[index];

    private static Attribution?[] Read(ReportReading r, PartyReader parties) => [.. r.Attributions.Select(speech => ToAttribution(r, parties, speech))];

    /// <summary>Names of those who give a number.</summary>
    public HashSet<string> Claimants(CasualtyMention toll) =>
        [.. ClaimantsOf(toll).Select(a => Keys.Of(a.Claimant.DisplayName))];

    /// <summary>Who says the words at a token.</summary>
    public List<Attribution> AttributionsAt(int token)
    {
        var result = new List<Attribution>();
        foreach (var a in r.AttributionsAt(token))
        {
            if (_attributions[a] is { } attribution && !_judging.Contains(a) && !result.Contains(attribution))
                result.Add(attribution);
        }
        return result;
    }

    /// <summary>Who gives a number: claiming a deed or judging it gives none.</summary>
    public List<Attribution> ClaimantsOf(CasualtyMention toll) =>
        [.. AttributionsAt(toll.Token).Where(a => a.Stance is SpeechStance.Asserts or SpeechStance.Confirms or SpeechStance.Denies or SpeechStance.CannotVerify or SpeechStance.Retracts)];

    /// <summary>Cues that judge what is told anyway ("condemned the attack that killed 12"): the speaker is no claimant of it.</summary>
    public void FindJudgements(List<TriggerMention> mentions)
    {
        foreach (var mention in mentions)
        {
            if (mention.Phrase is null && mention.Type is EventType.Accuse or EventType.Support or EventType.Reject or EventType.Sanction && mention.Entry.Phrase is not ("accuse" or "blame" or "allege")
                && r.CueAt[mention.Token] is >= 0 and var a)
                _judging.Add(a);
        }
    }

    /// <summary>"confirmed the attack without giving any figures", "but gave no figures".</summary>
    private static bool GivesNoFigure(ReportReading r, int cue)
    {
        var end = Math.Min(r.SentenceEnd(r.Tokens[cue].Sentence), cue + 25);
        for (var t = cue; t < end; t++)
        {
            if (r.Tokens[t].Lemma is not ("give" or "provide" or "offer" or "mention" or "release" or "specify" or "cite"))
                continue;
            var denied = r.Lower(t - 1) is "without" or "not" || r.VerbOf(t) is { Negated: true };
            for (var n = t + 1; n < Math.Min(end, t + 5); n++)
            {
                denied |= r.Lower(n) is "no" or "any" && (denied || r.Lower(n) == "no");
                if (r.Tokens[n].Lemma is "figure" or "number" or "toll" or "casualty")
                    return denied;
            }
        }
        return false;
    }

    /// <summary>"Da'esh claimed two attacks": a group that claims a deed claims responsibility for it.</summary>
    private static SpeechStance StanceOf(ReportReading r, SpeechAttribution speech, Party claimant)
    {
        var cue = r.TokenAt(speech.Cue.Start);
        if (cue >= r.Tokens.Count)
            return speech.Stance;
        if (speech.Stance is SpeechStance.Asserts or SpeechStance.Confirms && GivesNoFigure(r, cue)
            && !r.Attributions.Any(a => a.Stance == SpeechStance.GivesNoFigure && a.Sentence == speech.Sentence))
            return SpeechStance.GivesNoFigure;
        if (speech.Stance != SpeechStance.Asserts || speech.Contents.Count == 0 || !claimant.IsArmed || r.Tokens[cue].Lemma != "claim")
            return speech.Stance;
        var first = r.TokenAt(speech.Contents[0].Start);
        return r.PhraseOf(first) is { } phrase && (r.Tokens[phrase.Head].Lemma == "responsibility" || TriggerLexicon.Nouns.Find(r.Tokens[phrase.Head].Lemma) is { Type: EventType.Assault })
            ? SpeechStance.ClaimsResponsibility : speech.Stance;
    }

    /// <summary>Who the whole event rests on: those in whose words its strongest telling stands, where the text does not tell of it itself.</summary>
    public List<Attribution> EventAttributions(EventDraft draft)
    {
        var result = new List<Attribution>();
        var tellings = draft.Mentions.Where(m => !m.TellsToll).DefaultIfEmpty(draft.Mentions[0]).ToList();
        var vouched = tellings.Exists(m => AttributionsAt(m.Token).Count == 0 && !m.IsDefinite) || AttributionsAt(tellings[0].Token).Count == 0;
        foreach (var mention in tellings)
        {
            foreach (var attribution in AttributionsAt(mention.Token))
            {
                if (result.Contains(attribution))
                    continue;
                var taking = attribution.Stance is not (SpeechStance.Asserts or SpeechStance.Confirms);
                var speaksOfItself = PlaceReader.IsVerbal(draft.Type) && draft.Actors.Any(p => p.Key == Keys.Of(attribution.Claimant.DisplayName));
                if ((!vouched || taking) && !speaksOfItself)
                    result.Add(attribution);
            }
        }
        foreach (var a in draft.Attributions)
        {
            if (_attributions[a] is { } attribution && !result.Contains(attribution))
                result.Add(attribution);
        }
        return result;
    }

    private static Attribution? ToAttribution(ReportReading r, PartyReader parties, SpeechAttribution speech)
    {
        if (speech.Source is not { } source)
            return null;
        var party = parties.ReadSource(source);
        party = PartyReader.WithCountry(party, parties.MainCountry);
        return new Attribution(
            party.ToParticipant(ParticipantRole.None), speech.Cue, speech.Contents, StanceOf(r, speech, party), speech.Form,
            [.. speech.Relays.Select(relay => new Relay(relay.Of(r.Text), relay))]);
    }
}
