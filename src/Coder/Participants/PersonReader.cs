using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Language;
using Sitrep.Language.Numbers;

namespace Sitrep.Coder.Participants;

/// <summary>Reads named people: their office, whom they speak for, and what the report said of them where it introduced them.</summary>
internal sealed class PersonReader(ReportReading r, PhraseFacts facts, PartyReader parties)
{
    private readonly Dictionary<string, Party> _people = new(StringComparer.Ordinal);

    /// <summary>A named person: who the dictionary says they are, else what the report says of them.</summary>
    public Party Read(NounPhrase phrase, DictionaryActor? known, NameMention? name, string country, CountRange? count)
    {
        var display = known?.DisplayName ?? name!.DisplayName;
        // "Asad regime": a person's name before a body noun is that body.
        var body = WordLexicons.Parties.MatchBackward(r.Tokens, phrase.First, phrase.Head + 1, out _);
        if (body is { IsBody: true } && (name is null || name.EndToken <= phrase.Head))
        {
            return new Party
            {
                Mention = phrase.Span,
                DisplayName = PhraseFacts.Bare(phrase.Span.Of(r.Text)),
                Country = country.Length > 0 ? country : known?.CountryCode ?? "",
                Sectors = body.Sectors.Length > 0 ? body.Sectors : known?.Sectors ?? [],
                Count = count,
                IsActor = true,
                IsArmed = body.IsArmed || known is { CountryCode.Length: > 0 },
                Privacy = Privacy.PublicRole,
                Phrase = phrase.Index,
            };
        }
        var described = Describe(phrase, name, known, country);
        var introduced = _people.GetValueOrDefault(Keys.Of(display));
        // Somebody of a former government who speaks for another body now.
        var holds = known is { Sectors: ["ELI", ..] } && (described.Sectors.Count > 0 || introduced is { Sectors.Count: > 0 }) && (described.Organization.Length > 0 || introduced is { Organization.Length: > 0 }) ? null : known;
        return new Party
        {
            Mention = phrase.Span,
            DisplayName = display,
            ActorId = known?.Id ?? "",
            Country = holds?.CountryCode ?? (described.Country.Length > 0 ? described.Country : introduced?.Country ?? ""),
            Sectors = holds?.Sectors ?? (described.Sectors.Count > 0 ? described.Sectors : introduced?.Sectors ?? []),
            Organization = described.Organization.Length > 0 ? described.Organization : introduced?.Organization ?? "",
            OrganizationActorId = described.OrganizationActorId.Length > 0 ? described.OrganizationActorId : introduced?.OrganizationActorId ?? "",
            Office = described.Office.Length > 0 ? described.Office : introduced?.Office ?? "",
            Count = null,
            IsActor = true,
            IsNamedPerson = true,
            IsOffice = known is not null || described.IsOffice || (introduced?.IsOffice ?? false),
            Privacy = described.Privacy == Privacy.Child || introduced?.Privacy == Privacy.Child ? Privacy.Child
                : known is not null || described.IsOffice || (introduced?.IsOffice ?? false) ? Privacy.PublicRole : Privacy.PrivatePerson,
            Phrase = phrase.Index,
        };
    }

    /// <summary>Remembers what a report says of a named person where it introduces them, so that later mentions know it.</summary>
    public void Introduce(NounPhrase phrase)
    {
        if (phrase.IsPronoun || facts.NameIn(phrase) is not { Type: "PER" } name)
            return;
        var key = Keys.Of(name.DisplayName);
        if (_people.TryGetValue(key, out var before) && before.Office.Length > 0)
            return;
        var place = facts.ToponymIn(phrase, out _);
        var described = Describe(phrase, name, null, facts.CountryOf(phrase, facts.ActorIn(phrase, out _), place, null));
        if (before is null || described.Office.Length > 0 || described.Sectors.Count > 0)
            _people[key] = described;
    }

    /// <summary>What the words around a person's name say: before it ("Indonesian President"), after it (", a spokesman for the army,").</summary>
    public Party Describe(NounPhrase phrase, NameMention? name, DictionaryActor? known, string country)
    {
        var display = name?.DisplayName ?? known?.DisplayName ?? "";
        PartyNoun? noun = null;
        string organization = "", organizationId = "";
        IReadOnlyList<string> sectors = [];
        var nameFirst = name?.FirstToken ?? phrase.First;
        var nounFirst = nameFirst;
        if (nameFirst > phrase.First)
        {
            for (var end = nameFirst; end > phrase.First && noun is null; end--)
                noun = WordLexicons.Parties.MatchBackward(r.Tokens, phrase.First, end, out nounFirst);
        }
        if (noun is null && facts.Apposed(phrase) is { } apposed)
        {
            noun = WordLexicons.Parties.MatchBackward(r.Tokens, apposed.First, apposed.Head + 1, out nounFirst);
            if (noun is not null)
            {
                var place = facts.ToponymIn(apposed, out _);
                if (country.Length == 0)
                    country = facts.CountryOf(apposed, facts.ActorIn(apposed, out _), place, noun);
                if (noun.IsOffice || noun.IsPeople)
                {
                    var party = parties.ReadNoun(apposed, noun, nounFirst, facts.ActorIn(apposed, out _), country, null);
                    (organization, organizationId, sectors) = (party.Organization, party.OrganizationActorId, party.Sectors);
                    country = party.Country.Length > 0 ? party.Country : country;
                }
            }
        }
        else if (noun is not null)
        {
            sectors = noun.Sectors;
            if (noun.IsOffice && WordLexicons.Parties.MatchBackward(r.Tokens, phrase.First, nounFirst, out var bodyFirst) is { IsBody: true } body)
            {
                organization = PhraseFacts.Bare(r.SpanOf(facts.FirstNoun(phrase, bodyFirst), nounFirst).Of(r.Text));
                sectors = body.Sectors.Length > 0 ? body.Sectors : sectors;
            }
            for (var t = phrase.First; t < nounFirst; t++)
            {
                if (r.ActorAt[t] is { } body2)
                {
                    (organization, organizationId) = (body2.DisplayName, body2.Id);
                    country = country.Length == 0 ? body2.CountryCode : country;
                    sectors = sectors.Count == 0 ? body2.Sectors : sectors;
                }
            }
        }
        // "its spokesman, Zabihullah Mujahid": the office before the name.
        if (noun is null && phrase.First > 0 && r.Lower(phrase.First - 1) == "," && Clauses.PhraseBefore(r, phrase) is { } before && before.End == phrase.First - 1
            && facts.NameIn(before) is not { Type: "PER" } && WordLexicons.Parties.MatchBackward(r.Tokens, before.First, before.Head + 1, out var officeFirst) is { IsOffice: true } title)
        {
            noun = title;
            var party = parties.ReadNoun(before, title, officeFirst, facts.ActorIn(before, out _), facts.CountryOf(before, facts.ActorIn(before, out _), facts.ToponymIn(before, out _), title), null);
            (organization, organizationId, sectors) = (party.Organization, party.OrganizationActorId, party.Sectors);
            country = country.Length > 0 ? country : party.Country;
        }
        // "Sharif Hotak, of the provincial council", "Sabrina Bennoui of Reporters Without Borders".
        var after = phrase.End < r.Tokens.Count && r.Lower(phrase.End) == "," ? phrase.End + 1 : phrase.End;
        if (noun is null && r.Lower(after) == "of" && r.PhraseOf(after + 1) is { } house && house.Sentence == phrase.Sentence)
        {
            var party = parties.ReadPhrase(house, 3);
            if (party.IsActor && !party.IsNamedPerson)
            {
                (organization, organizationId, sectors) = party.IsPlace ? ("", "", []) : (party.DisplayName, party.ActorId, party.Sectors);
                country = country.Length == 0 ? party.Country : country;
            }
        }
        return new Party
        {
            DisplayName = display,
            Country = country,
            Sectors = facts.Former(phrase, Math.Min(nounFirst, phrase.End), sectors.Count > 0 ? sectors : noun?.Sectors ?? []),
            Organization = organization,
            OrganizationActorId = organizationId,
            Office = noun?.Phrase ?? "",
            IsActor = true,
            IsNamedPerson = true,
            IsOffice = noun is { IsOffice: true } || organization.Length > 0,
            Privacy = noun is { IsChild: true } || Ages.IsChild(r, phrase) ? Privacy.Child : Privacy.None,
            Phrase = phrase.Index,
        };
    }
}
