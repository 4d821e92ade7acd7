using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Coreference;
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

    /// <summary>Noun phrases that a pronoun looks back over.</summary>
    private const int PronounReach = 25;

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
    private readonly Party?[] _cache;
    private readonly Dictionary<string, Party> _people = new(StringComparer.Ordinal);
    private readonly int[] _lastGroup;
    private Party? _author;
    private bool _authorRead;
    private int _nested;

    public PartyReader(ReportReading reading)
    {
        _r = reading;
        _cache = new Party?[reading.Phrases.Count];
        MainCountry = FindMainCountry();
        _lastGroup = FindGroups();
        foreach (var phrase in reading.Phrases)
            Introduce(phrase);
    }

    /// <summary>Alpha-3 of the country that the report is mostly about; empty where none stands out.</summary>
    public string MainCountry { get; }

    /// <summary>Who a phrase stands for.</summary>
    public Party Read(NounPhrase phrase) => _cache[phrase.Index] ??= ReadPhrase(phrase, 0);

    /// <summary>Who the words before a noun stand for ("U.S." in "U.S. airstrikes"); null where they name nobody.</summary>
    public Party? ReadRange(int first, int end, int sentence)
    {
        var head = end - 1;
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
            return bestParty with { Mention = source, DisplayName = Bare(source.Of(_r.Text)) };
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
    private Party ReadPhrase(NounPhrase phrase, int depth)
    {
        if (_nested >= DeepestNesting)
            return new Party { Mention = phrase.Span, DisplayName = Bare(phrase.Span), Phrase = phrase.Index };
        _nested++;
        var party = ReadNested(phrase, depth);
        _nested--;
        return party;
    }

    private Party ReadNested(NounPhrase phrase, int depth)
    {
        if (phrase.IsPronoun)
            return ResolvePronoun(phrase, depth);
        var count = CountOf(phrase);
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
                    DisplayName = inner.ActorId.Length > 0 || head.Lemma is not ("member" or "group" or "crowd" or "team" or "band") ? inner.DisplayName : Bare(StripNumber(span)),
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
        var actor = ActorIn(phrase, out var actorCoversHead);
        var noun = WordLexicons.Parties.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out var nounFirst);
        if (noun is not null && actor is not null && actorCoversHead)
            noun = noun.IsOffice ? noun : null;
        var name = NameIn(phrase);
        var place = ToponymIn(phrase, out var placeCoversHead);
        // "the United States" are a country, not states.
        if (placeCoversHead && noun is { IsBody: true } && place is { Place: { } named } && named.FeatureCode.StartsWith("PCL", StringComparison.Ordinal))
            noun = null;
        var country = CountryOf(phrase, actor, place, noun);

        if (actor is { IsPerson: true } || (name is { Type: "PER" } && !(actor is not null && actorCoversHead)))
            return ReadPerson(phrase, actor is { IsPerson: true } ? actor : null, name, country, count);
        if (actor is not null && (actorCoversHead || noun is { IsOffice: false } || noun is null))
        {
            var isTarget = !actorCoversHead && noun is null;
            var thing = isTarget ? WordLexicons.Targets.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out _) : null;
            var isPeopleOfPlace = actor.CountryCode.Length > 0 && noun is { IsPeople: true, IsArmed: false };
            return new Party
            {
                Mention = phrase.Span,
                DisplayName = thing is not null || isPeopleOfPlace ? Bare(StripNumber(phrase.Span)) : actor.DisplayName,
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
            && apposed.First == phrase.End + 1 && depth < 3 && ActorIn(apposed, out var covers) is { IsPerson: false } && covers && !Clauses.IsOwner(_r, apposed)
            && _r.Lower(apposed.End) == ",")
            return ReadPhrase(apposed, depth + 1) with { Mention = phrase.Span };
        // "Iraq's prime minister, Adil Abdul-Mahdi,": the name after the office.
        if (noun is { IsOffice: true } && depth < 3 && NamedAfter(phrase) is { } holder)
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
        // "Shells hit ...": what begins a sentence with a capital is a thing before it is a name that nobody knows.
        var capital = name is not null && phrase.First == _r.SentenceFirst(phrase.Sentence) && name.FirstToken == phrase.First && name.EndToken == phrase.First + 1
            && (WordLexicons.Weapons.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out _) is not null || WordLexicons.Targets.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out _) is not null);
        if (!capital && name is { Type: "ORG" or "NORP" } && name.EndToken == phrase.Head + 1 && !(placeCoversHead && place!.Place is not null))
        {
            var body = WordLexicons.Parties.MatchBackward(_r.Tokens, name.FirstToken, name.EndToken, out _) ?? BodyInside(name);
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
                DisplayName = state ? at.DisplayName : Bare(phrase.Span.Of(_r.Text)),
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
        if (IsUnknownName(phrase) && name is null && !placeCoversHead)
        {
            var described = Describe(phrase, null, null, country);
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
            DisplayName = Bare(StripNumber(phrase.Span)),
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
        return phrase.Head > phrase.First && ActorIn(phrase, out var covers) is not null && !covers && ReadRange(phrase.First, phrase.Head, phrase.Sentence) is { IsActor: true, IsPlace: false } inside ? inside : null;
    }

    private Party ReadNoun(NounPhrase phrase, PartyNoun noun, int nounFirst, DictionaryActor? actor, string country, CountRange? count)
    {
        var group = actor is null && GroupNouns.Contains(noun.Phrase) && !phrase.IsIndefinite && phrase.Of < 0 && IsBareOrDefinite(phrase, nounFirst)
            ? GroupBefore(phrase) : null;
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
                organization = Bare(_r.SpanOf(FirstNoun(phrase, bodyFirst), nounFirst).Of(_r.Text));
                sectors = body.Sectors.Length > 0 ? body.Sectors : sectors;
            }
            if (organization.Length == 0 && OrganizationAfter(phrase) is { } after)
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
        var display = phrase.Of >= 0 && (noun.IsBody || noun.IsOffice) ? DisplayWithOf(phrase) : Bare(StripNumber(phrase.Span));
        // "forces loyal to Khalifa Haftar": whose they are.
        if (noun.IsArmed && actor is null && Commander(phrase) is { } commander)
        {
            display = Bare(StripNumber(new TextSpan(phrase.Span.Start, commander.Mention!.Value.End)));
            (organization, organizationId) = (commander.DisplayName, commander.ActorId);
            country = country.Length > 0 ? country : commander.Country;
            if (commander is { IsArmed: true, IsCountry: false, Sectors.Count: > 0 })
                sectors = [.. commander.Sectors];
        }
        // "Idlib province" is where, not who, unless something is said to be done by its people or organs.
        var isArea = noun.IsBody && Areas.Contains(noun.Phrase) && ToponymIn(phrase, out _) is not null;
        return new Party
        {
            Mention = phrase.Span,
            DisplayName = display,
            Country = country,
            Sectors = Former(phrase, nounFirst, sectors),
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
            Locations = LocationsAfter(phrase),
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

    /// <summary>Who held an office of state before is of the former elite.</summary>
    private IReadOnlyList<string> Former(NounPhrase phrase, int nounFirst, IReadOnlyList<string> sectors)
    {
        if (sectors.Count == 0 || sectors[0] is not ("GOV" or "SPY" or "LEG" or "ELI"))
            return sectors;
        for (var t = phrase.First; t < nounFirst; t++)
        {
            if (_r.Lower(t) is "former" or "ex" or "ex-" or "retired" or "ousted" or "deposed" or "disgraced" or "onetime" or "one-time" or "then" or "erstwhile")
                return sectors[0] == "ELI" ? sectors : ["ELI", .. sectors];
        }
        return sectors;
    }

    private Party ReadPerson(NounPhrase phrase, DictionaryActor? known, NameMention? name, string country, CountRange? count)
    {
        var display = known?.DisplayName ?? name!.DisplayName;
        // "Asad regime": a person's name before a body noun is that body.
        var body = WordLexicons.Parties.MatchBackward(_r.Tokens, phrase.First, phrase.Head + 1, out _);
        if (body is { IsBody: true } && (name is null || name.EndToken <= phrase.Head))
        {
            return new Party
            {
                Mention = phrase.Span,
                DisplayName = Bare(phrase.Span.Of(_r.Text)),
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
    private void Introduce(NounPhrase phrase)
    {
        if (phrase.IsPronoun || NameIn(phrase) is not { Type: "PER" } name)
            return;
        var key = Keys.Of(name.DisplayName);
        if (_people.TryGetValue(key, out var before) && before.Office.Length > 0)
            return;
        var place = ToponymIn(phrase, out _);
        var described = Describe(phrase, name, null, CountryOf(phrase, ActorIn(phrase, out _), place, null));
        if (before is null || described.Office.Length > 0 || described.Sectors.Count > 0)
            _people[key] = described;
    }

    /// <summary>What the words around a person's name say: before it ("Indonesian President"), after it (", a spokesman for the army,").</summary>
    private Party Describe(NounPhrase phrase, NameMention? name, DictionaryActor? known, string country)
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
                noun = WordLexicons.Parties.MatchBackward(_r.Tokens, phrase.First, end, out nounFirst);
        }
        if (noun is null && Apposed(phrase) is { } apposed)
        {
            noun = WordLexicons.Parties.MatchBackward(_r.Tokens, apposed.First, apposed.Head + 1, out nounFirst);
            if (noun is not null)
            {
                var place = ToponymIn(apposed, out _);
                if (country.Length == 0)
                    country = CountryOf(apposed, ActorIn(apposed, out _), place, noun);
                if (noun.IsOffice || noun.IsPeople)
                {
                    var party = ReadNoun(apposed, noun, nounFirst, ActorIn(apposed, out _), country, null);
                    (organization, organizationId, sectors) = (party.Organization, party.OrganizationActorId, party.Sectors);
                    country = party.Country.Length > 0 ? party.Country : country;
                }
            }
        }
        else if (noun is not null)
        {
            sectors = noun.Sectors;
            if (noun.IsOffice && WordLexicons.Parties.MatchBackward(_r.Tokens, phrase.First, nounFirst, out var bodyFirst) is { IsBody: true } body)
            {
                organization = Bare(_r.SpanOf(FirstNoun(phrase, bodyFirst), nounFirst).Of(_r.Text));
                sectors = body.Sectors.Length > 0 ? body.Sectors : sectors;
            }
            for (var t = phrase.First; t < nounFirst; t++)
            {
                if (_r.ActorAt[t] is { } body2)
                {
                    (organization, organizationId) = (body2.DisplayName, body2.Id);
                    country = country.Length == 0 ? body2.CountryCode : country;
                    sectors = sectors.Count == 0 ? body2.Sectors : sectors;
                }
            }
        }
        // "its spokesman, Zabihullah Mujahid": the office before the name.
        if (noun is null && phrase.First > 0 && _r.Lower(phrase.First - 1) == "," && Clauses.PhraseBefore(_r, phrase) is { } before && before.End == phrase.First - 1
            && NameIn(before) is not { Type: "PER" } && WordLexicons.Parties.MatchBackward(_r.Tokens, before.First, before.Head + 1, out var officeFirst) is { IsOffice: true } title)
        {
            noun = title;
            var party = ReadNoun(before, title, officeFirst, ActorIn(before, out _), CountryOf(before, ActorIn(before, out _), ToponymIn(before, out _), title), null);
            (organization, organizationId, sectors) = (party.Organization, party.OrganizationActorId, party.Sectors);
            country = country.Length > 0 ? country : party.Country;
        }
        // "Sharif Hotak, of the provincial council", "Sabrina Bennoui of Reporters Without Borders".
        var after = phrase.End < _r.Tokens.Count && _r.Lower(phrase.End) == "," ? phrase.End + 1 : phrase.End;
        if (noun is null && _r.Lower(after) == "of" && _r.PhraseOf(after + 1) is { } house && house.Sentence == phrase.Sentence)
        {
            var party = ReadPhrase(house, 3);
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
            Sectors = Former(phrase, Math.Min(nounFirst, phrase.End), sectors.Count > 0 ? sectors : noun?.Sectors ?? []),
            Organization = organization,
            OrganizationActorId = organizationId,
            Office = noun?.Phrase ?? "",
            IsActor = true,
            IsNamedPerson = true,
            IsOffice = noun is { IsOffice: true } || organization.Length > 0,
            Privacy = noun is { IsChild: true } || Ages.IsChild(_r, phrase) ? Privacy.Child : Privacy.None,
            Phrase = phrase.Index,
        };
    }

    /// <summary>Who "his", "its", "their" or "our" before a noun stands for; null where that is open.</summary>
    public Party? ReadPronounOwner(NounPhrase phrase)
    {
        var word = _r.Lower(phrase.First) switch { "his" => "he", "her" => "she", "its" => "it", "their" => "they", "our" => "we", "my" => "i", _ => "" };
        if (word.Length == 0)
            return null;
        var party = ResolvePronoun(phrase, 1, word);
        return party.IsActor ? party : null;
    }

    private Party ResolvePronoun(NounPhrase phrase, int depth, string? form = null)
    {
        var word = form ?? _r.Lower(phrase.First);
        var unresolved = new Party { Mention = phrase.Span, DisplayName = phrase.Span.Of(_r.Text), Phrase = phrase.Index };
        if (depth > 2)
            return unresolved;
        if (word is "we" or "us" or "i" or "me")
        {
            var inside = _r.AttributionsAt(phrase.First);
            if (inside.Count > 0 && _r.Attributions[inside[^1]].Source is { } speaker && !speaker.Overlaps(phrase.Span))
                return ReadSource(speaker) with { Mention = phrase.Span };
            // "We condemn": in a statement without a speaker, whoever the statement begins with.
            return word is "we" or "us" && Author() is { } author ? author with { Mention = phrase.Span, Count = null } : unresolved;
        }
        var single = word is "he" or "she" or "him" or "her" or "himself" or "herself";
        var group = word is "they" or "them" or "it" or "themselves" or "itself";
        if (!single && !group)
            return unresolved;
        if (group)
            return (GroupMeant(phrase, word, depth + 1) ?? Corefers(phrase, depth + 1, p => p is { IsNamedPerson: false })) is { } meant ? meant with { Mention = phrase.Span, Count = null } : unresolved;
        for (var p = phrase.Index - 1; p >= 0 && phrase.Index - p <= PronounReach && phrase.Sentence - _r.Phrases[p].Sentence <= 3; p--)
        {
            if (_r.Phrases[p] is not { IsPronoun: false } candidate || NameIn(candidate) is not { Type: "PER" })
                continue;
            var party = _cache[p] ??= ReadPhrase(candidate, depth + 1);
            if (party.IsNamedPerson)
                return party with { Mention = phrase.Span };
        }
        return Corefers(phrase, depth + 1, p => p.IsNamedPerson || p.IsPeople || p.IsOffice) is { } one ? one with { Mention = phrase.Span } : unresolved;
    }

    /// <summary>What Language's coreference ties a pronoun to, where the rules above find nobody: the nearest earlier name or noun of its chain that fits.</summary>
    private Party? Corefers(NounPhrase phrase, int depth, Func<Party, bool> fits)
    {
        if (MentionAt(phrase.Head) is not { } mention)
            return null;
        for (var step = 0; step < DeepestNesting && mention.Antecedent is { } before; step++)
        {
            mention = _r.Analysis.Mentions[before];
            if (mention.Kind == MentionKind.Pronoun || _r.PhraseOf(mention.HeadToken) is not { IsPronoun: false } candidate || candidate.Index >= phrase.Index)
                continue;
            var party = _cache[candidate.Index] ??= ReadPhrase(candidate, depth);
            if (party.IsActor && fits(party))
                return party;
        }
        return null;
    }

    private EntityMention? MentionAt(int token)
    {
        var mentions = _r.Analysis.Mentions;
        int low = 0, high = mentions.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (mentions[middle].EndToken <= token)
                low = middle + 1;
            else
                high = middle;
        }
        return low < mentions.Count && mentions[low].HeadToken == token && mentions[low].Kind == MentionKind.Pronoun ? mentions[low] : null;
    }

    /// <summary>The state or body whose statement the text is: the subject of its first sentence.</summary>
    private Party? Author()
    {
        if (_authorRead)
            return _author;
        _authorRead = true;
        foreach (var phrase in _r.Phrases)
        {
            if (phrase.Sentence > 1)
                break;
            if (phrase.IsPronoun || phrase.Preposition >= 0 || _r.VerbOf(phrase.End) is not { } verb || _r.Tokens[verb.Head].Lemma is not ("condemn" or "welcome" or "strongly" or "urge" or "call" or "express" or "remain" or "support" or "be" or "deplore" or "commend" or "congratulate" or "extend" or "reaffirm" or "join" or "offer" or "stand"))
                continue;
            var party = _cache[phrase.Index] ??= ReadPhrase(phrase, 2);
            if (party is { IsActor: true, IsNamedPerson: false, IsPeople: false } && (party.IsCountry || party.ActorId.Length > 0 || party.Sectors.Contains("GOV")))
                return _author = party;
        }
        return null;
    }

    /// <summary>The body, group or state that "it", "they" or "its" before a noun stands for: the last one that was not just a complement.</summary>
    private Party? GroupMeant(NounPhrase phrase, string word, int depth)
    {
        var plural = word is "they" or "them" or "themselves";
        for (var p = phrase.Index - 1; p >= 0 && phrase.Index - p <= PronounReach && phrase.Sentence - _r.Phrases[p].Sentence <= 3; p--)
        {
            var candidate = _r.Phrases[p];
            if (candidate.IsPronoun || (candidate.Preposition >= 0 && _r.Lower(candidate.Preposition) is not ("to" or "by")))
                continue;
            // What a verb is done to is seldom meant by the next "it" or "its".
            if (candidate.First > 0 && _r.VerbAt[candidate.First - 1] >= 0)
                continue;
            var party = _cache[p] ??= ReadPhrase(candidate, depth);
            if (party is not { IsActor: true, IsNamedPerson: false, IsOffice: false })
                continue;
            if (party.IsPlace ? !plural && party.IsCountry : !plural && !party.IsPeople || plural && (party.IsArmed || party.IsPeople || IsPlural(candidate)))
                return party;
        }
        return null;
    }

    private bool IsPlural(NounPhrase phrase) => _r.Tokens[phrase.Head] is { } head && head.Lower != head.Lemma && head.Lower.EndsWith('s');

    private DictionaryActor? ActorIn(NounPhrase phrase, out bool coversHead)
    {
        DictionaryActor? found = null;
        coversHead = false;
        var country = "";
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (_r.ToponymAt[t] >= 0 && _r.Toponyms[_r.ToponymAt[t]].Place is { } place)
                country = place.CountryCode3;
            if (_r.ActorAt[t] is not { } actor)
                continue;
            // "the Saudi National Guard": an organ of the country named before it, not the one that the dictionary knows by the bare name.
            if (country.Length > 0 && actor.CountryCode.Length == 3 && actor.CountryCode != country && actor.CountryCode is not ("IGO" or "NGO" or "IMG" or "ISM")
                && actor.Sectors is ["GOV" or "MIL" or "LEG" or "JUD" or "COP" or "SPY" or "PTY", ..] && !actor.IsPerson && _r.ToponymAt[t] < 0)
                continue;
            found = actor;
            if (_r.ActorEnd[t] > phrase.Head)
            {
                coversHead = true;
                return found;
            }
        }
        return found;
    }

    private NameMention? NameIn(NounPhrase phrase)
    {
        NameMention? found = null;
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (_r.NameAt[t] < 0)
                continue;
            var name = _r.Names[_r.NameAt[t]];
            if (found is null || name.Type == "PER" || found.Type != "PER")
                found = name;
        }
        return found;
    }

    private ResolvedToponym? ToponymIn(NounPhrase phrase, out bool coversHead)
    {
        ResolvedToponym? found = null;
        coversHead = false;
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (_r.ToponymAt[t] < 0)
                continue;
            var toponym = _r.Toponyms[_r.ToponymAt[t]];
            if (found is null || toponym.Place is not null)
                found = toponym;
            coversHead = t == phrase.Head;
        }
        return found;
    }

    private string CountryOf(NounPhrase phrase, DictionaryActor? actor, ResolvedToponym? place, PartyNoun? noun)
    {
        if (place?.Place is { } at)
            return at.CountryCode3;
        if (phrase.Possessor >= 0 && _r.Phrases[phrase.Possessor] is { } owner)
        {
            if (ToponymIn(owner, out _)?.Place is { } owned)
                return owned.CountryCode3;
            if (ActorIn(owner, out _) is { } boss && noun is not null)
                return boss.CountryCode;
        }
        if (actor is not null)
            return actor.CountryCode;
        // "Parliament of Iraq", "protesters in Baghdad", "the navies of China".
        var after = phrase.End;
        for (var n = 0; n < 2 && after + 1 < _r.Tokens.Count && _r.Tokens[after].Sentence == phrase.Sentence; n++)
        {
            if (_r.Lower(after) is not ("of" or "in" or "from") || _r.PhraseOf(after + 1) is not { } inner)
                break;
            if (_r.Lower(after) == "in" && noun is null)
                break;
            if (ToponymIn(inner, out var covers)?.Place is { } inside && (covers || _r.Lower(after) == "of"))
                return inside.CountryCode3;
            after = inner.End;
        }
        return "";
    }

    private Party? OrganizationAfter(NounPhrase phrase)
    {
        if (phrase.Possessor >= 0)
        {
            var owner = ReadPhrase(_r.Phrases[phrase.Possessor], 3);
            if (owner.IsActor && !owner.IsNamedPerson)
                return owner;
        }
        if (phrase.HasPronounPossessor && _r.Lower(phrase.First) is "its" or "their" && GroupMeant(phrase, "it", 2) is { } meant)
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

    private List<ResolvedToponym> LocationsAfter(NounPhrase phrase)
    {
        if (phrase.End + 1 < _r.Tokens.Count && _r.Lower(phrase.End) == "in" && _r.PhraseOf(phrase.End + 1) is { } place && place.Sentence == phrase.Sentence
            && ToponymIn(place, out _) is { Usage: ToponymUsage.Literal } toponym)
            return [toponym];
        return [];
    }

    /// <summary>A name in apposition after an office.</summary>
    private NounPhrase? NamedAfter(NounPhrase phrase)
    {
        if (phrase.End + 1 >= _r.Tokens.Count || _r.Lower(phrase.End) != "," || _r.PhraseOf(phrase.End + 1) is not { } next || next.First != phrase.End + 1 || next.Sentence != phrase.Sentence)
            return null;
        return NameIn(next) is { Type: "PER" } name && name.FirstToken == next.First && name.EndToken == next.End ? next : null;
    }

    /// <summary>Proper nouns only, of no name that Language knows: taken as somebody's name.</summary>
    private bool IsUnknownName(NounPhrase phrase)
    {
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (_r.Tokens[t].Tag != Pos.ProperNoun || _r.NameAt[t] >= 0 || _r.ToponymAt[t] >= 0)
                return false;
        }
        return WordLexicons.Targets.MatchBackward(_r.Tokens, phrase.First, phrase.End, out _) is null && phrase.End - phrase.First <= 4;
    }

    /// <summary>The phrase in apposition after a name: "Dedi Prasetyo, a spokesperson for the police,".</summary>
    private NounPhrase? Apposed(NounPhrase phrase)
    {
        if (phrase.End + 1 >= _r.Tokens.Count || _r.Lower(phrase.End) is not ("," or "(") || _r.Tokens[phrase.End].Sentence != phrase.Sentence)
            return null;
        if (_r.PhraseOf(phrase.End + 1) is not { } next || next.First != phrase.End + 1 || next.Sentence != phrase.Sentence)
            return null;
        if (Clauses.IsOwner(_r, next))
            next = Clauses.Owned(_r, next)!;
        return NameIn(next) is not { Type: "PER" } ? next : null;
    }

    private PartyNoun? BodyInside(NameMention name)
    {
        for (var end = name.EndToken - 1; end > name.FirstToken; end--)
        {
            if (WordLexicons.Parties.MatchBackward(_r.Tokens, name.FirstToken, end, out _) is { IsBody: true } body)
                return body;
        }
        return null;
    }

    private bool IsBareOrDefinite(NounPhrase phrase, int nounFirst)
    {
        for (var t = phrase.First; t < nounFirst; t++)
        {
            if (_r.Tokens[t].Tag != Pos.Determiner)
                return false;
        }
        return _r.Lower(phrase.First) is not ("a" or "an" or "no" or "some" or "any" or "other" or "another");
    }

    private DictionaryActor? GroupBefore(NounPhrase phrase)
    {
        var token = phrase.First > 0 ? _lastGroup[phrase.First - 1] : -1;
        return token >= 0 ? _r.ActorAt[token] : null;
    }

    private int[] FindGroups()
    {
        var last = new int[_r.Tokens.Count];
        var current = -1;
        for (var t = 0; t < last.Length; t++)
        {
            if (_r.ActorAt[t] is { IsArmedGroup: true })
                current = t;
            last[t] = current;
        }
        return last;
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

    private CountRange? CountOf(NounPhrase phrase)
    {
        for (var t = phrase.First; t <= phrase.Head; t++)
        {
            if (_r.NumberAt[t] >= 0 && _r.Numbers[_r.NumberAt[t]] is { IsOrdinal: false, Unit: "" } number)
                return number.Range;
        }
        return null;
    }

    private int FirstNoun(NounPhrase phrase, int token)
    {
        while (token > phrase.First && _r.Tokens[token - 1].Tag is Pos.Adjective or Pos.ProperNoun or Pos.Noun)
            token--;
        return token;
    }

    private string DisplayWithOf(NounPhrase phrase)
    {
        var inner = _r.Phrases[phrase.Of];
        return Bare(StripNumber(new TextSpan(phrase.Span.Start, inner.Span.End)));
    }

    /// <summary>The words without a number at their beginning.</summary>
    private TextSpan StripNumber(TextSpan span)
    {
        var t = _r.TokenAt(span.Start);
        var first = t;
        while (t < _r.Tokens.Count && _r.Tokens[t].Span.End < span.End && (_r.NumberAt[t] >= 0 || (_r.Tokens[t].Tag == Pos.Determiner && t == first)))
            t++;
        if (t > first && _r.Lower(t) == "of")
            t++;
        return t < _r.Tokens.Count && _r.Tokens[t].Span.Start < span.End ? new TextSpan(_r.Tokens[t].Span.Start, span.End) : span;
    }

    private string Bare(TextSpan span) => Bare(span.Of(_r.Text));

    private static string Bare(string words)
    {
        foreach (var article in (ReadOnlySpan<string>)["the ", "The ", "a ", "A ", "an ", "An "])
        {
            if (words.StartsWith(article, StringComparison.Ordinal))
                return words[article.Length..];
        }
        return words;
    }
}
