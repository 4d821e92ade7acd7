using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Language;
using Sitrep.Language.Numbers;
using Sitrep.Language.Toponyms;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Coder.Participants;

/// <summary>Reads noun phrases as parties: names through the actor dictionary, organs from country and body noun, people by their noun.</summary>
internal sealed class PartyReader
{
    /// <summary>A state is held to be the report's own where so many per cent of the resolved place names lie in it.</summary>
    private const int MainCountryPercent = 45;

    /// <summary>Phrases read on the way to one phrase.</summary>
    private const int DeepestNesting = 8;

    private static readonly HashSet<string> Partitives = new(StringComparer.Ordinal)
    {
        "member", "group", "number", "dozen", "hundred", "thousand", "score", "series", "pair", "crowd", "team", "band", "handful", "majority", "ten", "million",
    };

    private static readonly HashSet<string> GroupNouns = new(StringComparer.Ordinal)
    {
        "group", "militant", "insurgent", "rebel", "guerrilla", "guerilla", "fighter", "terrorist", "militia", "jihadist", "extremist", "organization",
        "organisation", "movement", "insurgency", "separatist",
    };

    /// <summary>Body nouns that name an area.</summary>
    private static readonly HashSet<string> Areas = new(StringComparer.Ordinal)
    {
        "province", "district", "governorate", "region", "municipality", "city", "town", "village", "state", "county", "department", "prefecture", "island",
    };

    /// <summary>Forces that are the country's own where nothing else is said.</summary>
    private static readonly string[] Domestic = ["government forces", "government troops", "security forces", "the army", "army", "the military", "military"];

    private readonly ReportReading _r;
    private readonly PhraseFacts _facts;
    private readonly PersonReader _persons;
    private readonly PronounReader _pronouns;
    private readonly Party?[] _cache;
    private int _nested;

    public PartyReader(ReportReading reading)
    {
        _r = reading;
        _cache = new Party?[reading.Phrases.Count];
        _facts = new PhraseFacts(reading);
        _persons = new PersonReader(reading, _facts, this);
        _pronouns = new PronounReader(reading, _facts, this);
        MainCountry = FindMainCountry();
        foreach (var phrase in reading.Phrases)
            _persons.Introduce(phrase);
    }

    /// <summary>Alpha-3 of the country that the report is mostly about; empty where none stands out.</summary>
    public string MainCountry { get; }

    /// <summary>Who a phrase stands for.</summary>
    public Party Read(NounPhrase phrase) => Read(phrase, 0);

    /// <summary>The same from inside the reading of another phrase.</summary>
    public Party Read(NounPhrase phrase, int depth) => _cache[phrase.Index] ??= ReadPhrase(phrase, depth);

    /// <summary>Who "his", "its", "their" or "our" before a noun stands for; null where that is open.</summary>
    public Party? ReadPronounOwner(NounPhrase phrase) => _pronouns.ReadOwner(phrase);

    /// <summary>Who the words before a noun stand for ("U.S." in "U.S. airstrikes"); null where they name nobody.</summary>
    public Party? ReadRange(int first, int end, int sentence)
    {
        var head = end - 1;
        while (head >= first && _r.TimeAt[head] >= 0)
            head--;
        while (first <= head && (_r.TimeAt[first] >= 0 || _r.Lower(first) is "'s"))
            first++;
        while (head >= first && _r.Tokens[head].Tag is not (Pos.Noun or Pos.ProperNoun) && _r.NameAt[head] < 0 && _r.ToponymAt[head] < 0 && _r.ActorAt[head] is null)
            head--;
        if (head < first)
            return null;
        while (first < head && _r.Tokens[first].Tag == Pos.Determiner)
            first++;
        var party = ReadPhrase(new NounPhrase { Index = -1, First = first, End = head + 1, Head = head, Sentence = sentence, Span = _r.SpanOf(first, head + 1), IsIndefinite = true }, 3);
        return party.IsActor || party.IsWeapon ? party : null;
    }

    /// <summary>Who the words of a source stand for ("Interior Ministry spokesman Nasrat Rahimi").</summary>
    public Party ReadSource(TextSpan source)
    {
        NounPhrase? best = null;
        Party? bestParty = null;
        for (var t = _r.TokenAt(source.Start); t < _r.Tokens.Count && _r.Tokens[t].Span.Start < source.End; t++)
        {
            if (_r.PhraseOf(t) is not { } phrase || phrase == best)
                continue;
            t = Math.Max(t, phrase.End - 1);
            // Owners and what prepositions govern only describe the speaker ("Afghanistan's Interior Ministry", "a spokesman for the army").
            var describes = Clauses.IsOwner(_r, phrase) || (phrase.Preposition >= 0 && _r.Tokens[phrase.Preposition].Span.Start >= source.Start);
            if (bestParty is not null && describes)
                continue;
            var party = Read(phrase);
            if (bestParty is null || best is { } first && Clauses.IsOwner(_r, first) || (party.IsNamedPerson && !bestParty.IsNamedPerson) || (party.IsActor && !bestParty.IsActor))
                (best, bestParty) = (phrase, party);
        }
        if (bestParty is null)
        {
            var words = source.Of(_r.Text);
            return new Party { DisplayName = words, Mention = source, Privacy = Privacy.None };
        }
        if (!bestParty.IsNamedPerson && !bestParty.IsActor)
            return bestParty with { Mention = source, DisplayName = PhraseFacts.Bare(source.Of(_r.Text)) };
        return bestParty with { Mention = source };
    }

    /// <summary>Gives organs and people of no stated country the country of the event or of the report.</summary>
    public static Party WithCountry(Party party, string country)
    {
        if (country.Length == 0 || party.Country.Length > 0 || party.ActorId.Length > 0 || !party.IsActor)
            return party;
        if (party.IsArmed && Domestic.Any(d => party.DisplayName.EndsWith(d, StringComparison.OrdinalIgnoreCase)))
            return party with { Country = country };
        return party.Sectors.Any(s => s is "GOV" or "COP" or "LEG" or "JUD" or "CVL" or "MED" or "SPY") ? party with { Country = country } : party;
    }

    /// <summary>Reads a phrase; phrases that lead to one another without end ("its spokesman of its ...") are read as their words.</summary>
    public Party ReadPhrase(NounPhrase phrase, int depth)
    {
        if (_nested >= DeepestNesting)
            return new Party { Mention = phrase.Span, DisplayName = _facts.Bare(phrase.Span), Phrase = phrase.Index };
        _nested++;
        var party = ReadNested(phrase, depth);
        _nested--;
        return party;
    }

    private Party ReadNested(NounPhrase phrase, int depth)
    {
        if (phrase.IsPronoun)
            return _pronouns.Resolve(phrase, depth);
        var count = _facts.CountOf(phrase);
        var head = _r.Tokens[phrase.Head];
        if (phrase.Of >= 0 && depth < 3 && (Partitives.Contains(head.Lemma) || _r.NumberAt[phrase.Head] >= 0) && _r.Phrases[phrase.Of] is { IsPronoun: false } whole)
        {
            var inner = ReadPhrase(whole, depth + 1);
            var span = new TextSpan(phrase.Span.Start, whole.Span.End);
            if (inner.IsActor || inner.IsPeople)
            {
                return inner with
                {
                    Mention = span,
                    DisplayName = inner.ActorId.Length > 0 || head.Lemma is not ("member" or "group" or "crowd" or "team" or "band") ? inner.DisplayName : _facts.Bare(_facts.StripNumber(span)),
                    Count = count ?? inner.Count,
                    Phrase = phrase.Index,
                };
            }
        }

        // "fighters of the FARC", "soldiers of the Lebanese army": the body acts.
        if (phrase.Of >= 0 && depth < 3 && WordLexicons.Parties.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out _) is { IsArmed: true, IsBody: false }
            && _r.Phrases[phrase.Of] is { IsPronoun: false } ranks && ReadPhrase(ranks, depth + 1) is { IsArmed: true, IsCountry: false } ranked)
        {
            return ranked with { Mention = new TextSpan(phrase.Span.Start, ranks.Span.End), Count = count, Phrase = phrase.Index };
        }
        var actor = _facts.ActorIn(phrase, out var actorCoversHead);
        // "Shells hit the block": what begins a sentence with a capital, and in the plural, is a thing before it is a company.
        var capital = phrase.End - phrase.First == 1 && phrase.First == _r.SentenceFirst(phrase.Sentence) && head.Lower.EndsWith('s')
            && WordLexicons.Weapons.MatchBackward(_r.Tokens, phrase.First, phrase.End, out _) is not null;
        if (capital)
            actor = null;
        var noun = WordLexicons.Parties.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out var nounFirst);
        if (noun is not null && actor is not null && actorCoversHead)
            noun = noun.IsOffice ? noun : null;
        var name = capital ? null : _facts.NameIn(phrase);
        var place = _facts.ToponymIn(phrase, out var placeCoversHead);
        // "the United States" are a country, not states.
        if (placeCoversHead && noun is { IsBody: true } && place is { Place: { } named } && named.FeatureCode.StartsWith("PCL", StringComparison.Ordinal))
            noun = null;
        var country = _facts.CountryOf(phrase, actor, place, noun);

        if (actor is { IsPerson: true } || (name is { Type: "PER" } && !(actor is not null && actorCoversHead)))
            return _persons.Read(phrase, actor is { IsPerson: true } ? actor : null, name, country, count);
        if (actor is not null && (actorCoversHead || noun is { IsOffice: false } || noun is null))
        {
            var isTarget = !actorCoversHead && noun is null;
            var thing = isTarget ? WordLexicons.Targets.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out _) : null;
            var isPeopleOfPlace = actor.CountryCode.Length > 0 && noun is { IsPeople: true, IsArmed: false };
            return new Party
            {
                Mention = phrase.Span,
                DisplayName = thing is not null || isPeopleOfPlace ? _facts.Bare(_facts.StripNumber(phrase.Span)) : actor.DisplayName,
                ActorId = actor.Id,
                Country = actor.CountryCode,
                Sectors = isPeopleOfPlace ? noun!.Sectors : actor.Sectors,
                Count = count,
                Category = thing?.Category ?? "",
                IsActor = true,
                IsArmed = actor.IsArmed,
                IsTarget = thing is not null,
                Privacy = Privacy.PublicRole,
                Phrase = phrase.Index,
            };
        }
        // "The militant organisation, the Islamic State,": the name after the body.
        if (noun is { IsBody: true } && phrase.End + 1 < _r.Tokens.Count && _r.Lower(phrase.End) == "," && _r.PhraseOf(phrase.End + 1) is { } apposed && apposed.Sentence == phrase.Sentence
            && apposed.First == phrase.End + 1 && depth < 3 && _facts.ActorIn(apposed, out var covers) is { IsPerson: false } && covers && !Clauses.IsOwner(_r, apposed)
            && _r.Lower(apposed.End) == ",")
            return ReadPhrase(apposed, depth + 1) with { Mention = phrase.Span };
        // "Iraq's prime minister, Adil Abdul-Mahdi,": the name after the office.
        if (noun is { IsOffice: true } && depth < 3 && _facts.NamedAfter(phrase) is { } holder)
        {
            var person = ReadPhrase(holder, depth + 1);
            var office = ReadNoun(phrase, noun, nounFirst, actor, country, null);
            return person with
            {
                Mention = phrase.Span,
                Country = person.Country.Length > 0 ? person.Country : office.Country,
                Sectors = person.Sectors.Count > 0 ? person.Sectors : office.Sectors,
                Office = person.Office.Length > 0 ? person.Office : office.Office,
                Organization = person.Organization.Length > 0 ? person.Organization : office.Organization,
                OrganizationActorId = person.OrganizationActorId.Length > 0 ? person.OrganizationActorId : office.OrganizationActorId,
                IsOffice = true,
                Privacy = Privacy.PublicRole,
            };
        }
        if (noun is not null)
            return ReadNoun(phrase, noun, nounFirst, actor, country, count);
        if (name is { Type: "ORG" or "NORP" } && name.EndToken == phrase.Head + 1 && !(placeCoversHead && place!.Place is not null))
        {
            var body = WordLexicons.Parties.MatchBackward(_r.Tokens, name.FirstToken, name.EndToken, out _) ?? _facts.BodyInside(name);
            return new Party
            {
                Mention = phrase.Span,
                DisplayName = name.DisplayName,
                Country = country,
                Sectors = body?.Sectors ?? [],
                Count = count,
                IsActor = true,
                IsArmed = body?.IsArmed ?? false,
                Privacy = Privacy.PublicRole,
                Phrase = phrase.Index,
            };
        }
        if (placeCoversHead && place is { Place: { } at })
        {
            var state = at.FeatureCode.StartsWith("PCL", StringComparison.Ordinal);
            var people = place.Usage == ToponymUsage.Associative && head.Lower.EndsWith('s') && !state;
            return new Party
            {
                Mention = phrase.Span,
                DisplayName = state ? at.DisplayName : PhraseFacts.Bare(phrase.Span.Of(_r.Text)),
                Country = at.CountryCode3,
                Sectors = state ? ["GOV"] : [],
                Count = count,
                IsActor = state || people,
                IsArmed = state,
                IsPlace = true,
                IsCountry = state,
                PlaceCode = at.FeatureCode,
                Privacy = Privacy.PublicRole,
                Phrase = phrase.Index,
            };
        }
        if (!capital && _facts.IsUnknownName(phrase) && name is null && !placeCoversHead)
        {
            var described = _persons.Describe(phrase, null, null, country);
            var many = phrase.End - phrase.First > 1;
            return described with
            {
                Mention = phrase.Span,
                DisplayName = phrase.Span.Of(_r.Text),
                IsNamedPerson = many,
                Privacy = described.IsOffice ? Privacy.PublicRole : many ? Privacy.PrivatePerson : Privacy.None,
            };
        }
        var weapon = WordLexicons.Weapons.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out _);
        var target = WordLexicons.Targets.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out _);
        return new Party
        {
            Mention = phrase.Span,
            DisplayName = _facts.Bare(_facts.StripNumber(phrase.Span)),
            Country = country,
            Sectors = target is { Mark.Length: > 0 } ? [target.Mark] : [],
            Count = count,
            Category = target?.Category ?? weapon?.Category ?? "",
            Mode = weapon?.Mark ?? "",
            IsWeapon = weapon is not null,
            IsTarget = target is not null,
            IsPlace = placeCoversHead,
            Phrase = phrase.Index,
        };
    }

    /// <summary>Whose thing a phrase names ("ISIL tanks", "the group's headquarters"); null where no armed group or named body owns it.</summary>
    public Party? OwnerOf(NounPhrase phrase)
    {
        if (phrase.Possessor >= 0 && Read(_r.Phrases[phrase.Possessor]) is { IsActor: true, IsPlace: false } owner)
            return owner;
        return phrase.Head > phrase.First && _facts.ActorIn(phrase, out var covers) is not null && !covers && ReadRange(phrase.First, phrase.Head, phrase.Sentence) is { IsActor: true, IsPlace: false } inside ? inside : null;
    }

    public Party ReadNoun(NounPhrase phrase, PartyNoun noun, int nounFirst, DictionaryActor? actor, string country, CountRange? count)
    {
        var group = actor is null && GroupNouns.Contains(noun.Phrase) && !phrase.IsIndefinite && phrase.Of < 0 && _facts.IsBareOrDefinite(phrase, nounFirst)
            ? _facts.GroupBefore(phrase) : null;
        if (group is not null && (country.Length == 0 || country == group.CountryCode))
        {
            return new Party
            {
                Mention = phrase.Span,
                DisplayName = group.DisplayName,
                ActorId = group.Id,
                Country = group.CountryCode,
                Sectors = group.Sectors,
                Count = count,
                IsActor = true,
                IsArmed = true,
                Privacy = Privacy.PublicRole,
                Phrase = phrase.Index,
            };
        }
        var sectors = noun.Sectors;
        // "spokesman", "leader", "member": the body decides.
        string organization = actor?.DisplayName ?? "", organizationId = actor?.Id ?? "";
        var office = noun.IsOffice ? noun.Phrase : "";
        if (noun.IsOffice)
        {
            if (organization.Length == 0 && WordLexicons.Parties.MatchBackward(_r.Tokens, phrase.First, nounFirst, out var bodyFirst) is { IsBody: true } body)
            {
                organization = PhraseFacts.Bare(_r.SpanOf(_facts.FirstNoun(phrase, bodyFirst), nounFirst).Of(_r.Text));
                sectors = body.Sectors.Length > 0 ? body.Sectors : sectors;
            }
            if (organization.Length == 0 && noun.Phrase != "counterpart" && OrganizationAfter(phrase) is { } after)
            {
                organization = after.DisplayName;
                organizationId = after.ActorId;
                country = country.Length == 0 ? after.Country : country;
                if (noun.Sectors.Length == 0 || after.ActorId.Length > 0)
                    sectors = [.. after.Sectors];
            }
            if (actor is not null && noun.Sectors.Length == 0)
                sectors = actor.Sectors;
            if (actor is not null && country.Length == 0)
                country = actor.CountryCode;
        }
        // "accused the army of the murders": the deed is no part of the army.
        var display = phrase.Of >= 0 && (noun.IsBody || noun.IsOffice) && TriggerLexicon.Nouns.Find(_r.Tokens[_r.Phrases[phrase.Of].Head].Lemma) is null ? _facts.DisplayWithOf(phrase) : _facts.Bare(_facts.StripNumber(phrase.Span));
        // "forces loyal to Khalifa Haftar": whose they are.
        if (noun.IsArmed && actor is null && Commander(phrase) is { } commander)
        {
            display = _facts.Bare(_facts.StripNumber(new TextSpan(phrase.Span.Start, commander.Mention!.Value.End)));
            (organization, organizationId) = (commander.DisplayName, commander.ActorId);
            country = country.Length > 0 ? country : commander.Country;
            if (commander is { IsArmed: true, IsCountry: false, Sectors.Count: > 0 })
                sectors = [.. commander.Sectors];
        }
        // "Idlib province" is where, not who, unless something is said to be done by its people or organs.
        var isArea = noun.IsBody && Areas.Contains(noun.Phrase) && _facts.ToponymIn(phrase, out _) is not null;
        return new Party
        {
            Mention = phrase.Span,
            DisplayName = display,
            Country = country,
            Sectors = _facts.Former(phrase, nounFirst, sectors),
            Organization = noun.IsOffice || noun.IsArmed && actor is null ? organization : "",
            OrganizationActorId = noun.IsOffice || noun.IsArmed && actor is null ? organizationId : "",
            Office = office,
            Count = count,
            IsActor = !isArea,
            IsPlace = isArea,
            IsArmed = noun.IsArmed,
            IsPeople = noun.IsPeople,
            IsOffice = noun.IsOffice,
            Privacy = noun.IsChild || Ages.IsChild(_r, phrase) ? Privacy.Child : noun.IsPeople ? Privacy.PrivatePerson : Privacy.PublicRole,
            Locations = _facts.LocationsAfter(phrase),
            Phrase = phrase.Index,
        };
    }

    /// <summary>Whom armed people follow: "loyal to X", "allied with X", "led by X"; null where that is not said.</summary>
    private Party? Commander(NounPhrase phrase)
    {
        var next = phrase.End;
        if (next + 2 >= _r.Tokens.Count || !(_r.Lower(next) is "loyal" or "allied" or "aligned" or "faithful" && _r.Lower(next + 1) is "to" or "with" || _r.Lower(next) is "led" or "commanded" && _r.Lower(next + 1) == "by"))
            return null;
        if (_r.PhraseOf(next + 2) is not { IsPronoun: false } leader || leader.Sentence != phrase.Sentence || leader.First != next + 2)
            return null;
        return ReadPhrase(leader, 3) is { IsActor: true, Mention: not null } party ? party : null;
    }

    private Party? OrganizationAfter(NounPhrase phrase)
    {
        if (phrase.Possessor >= 0)
        {
            var owner = ReadPhrase(_r.Phrases[phrase.Possessor], 3);
            if (owner.IsActor && !owner.IsNamedPerson)
                return owner;
        }
        if (phrase.HasPronounPossessor && _r.Lower(phrase.First) is "its" or "their" && _pronouns.GroupMeant(phrase, "it", 2) is { } meant)
            return meant;
        var next = phrase.End;
        if (next + 1 < _r.Tokens.Count && _r.Lower(next) is "of" or "for" or "from" or "within" or "at" && _r.PhraseOf(next + 1) is { } inner && inner.Sentence == phrase.Sentence)
        {
            var party = ReadPhrase(inner, 3);
            if (party.IsActor && !party.IsNamedPerson)
                return party;
        }
        return null;
    }

    private string FindMainCountry()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var all = 0;
        foreach (var toponym in _r.Toponyms)
        {
            if (toponym.Place is not { CountryCode3.Length: > 0 } place)
                continue;
            counts[place.CountryCode3] = counts.GetValueOrDefault(place.CountryCode3) + 1;
            all++;
        }
        foreach (var (country, count) in counts)
        {
            if (count * 100 >= all * MainCountryPercent)
                return counts.Any(c => c.Value > count) ? counts.MaxBy(c => c.Value).Key : country;
        }
        return "";
    }

}
