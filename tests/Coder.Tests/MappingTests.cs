using Google.Protobuf;
using Sitrep.Events.V1;
using Sitrep.Mapping.Coding;

namespace Sitrep.Coder.Tests;

public sealed class MappingTests
{
    private const string Text = "Rebels attacked an army base near Aleppo on Friday and killed four soldiers, the army said. Turkey condemned the attack.";

    [Fact]
    public void Quotes_are_the_words_at_their_spans()
    {
        var response = CodedTextMapping.ToResponse(Coding.Of(Text));
        var evidence = response.Events.SelectMany(e => e.Triggers).Concat(response.Events.SelectMany(e => e.Casualties).Select(c => c.Evidence))
            .Concat(response.Toponyms.Select(t => t.Evidence)).Concat(response.Attributions.SelectMany(a => a.Contents)).ToList();
        Assert.NotEmpty(evidence);
        Assert.All(evidence, e => Assert.Equal(Text[e.Span.Start..e.Span.End], e.Quote));
    }

    [Fact]
    public void Same_text_gives_the_same_bytes() =>
        Assert.Equal(CodedTextMapping.ToResponse(Coding.Of(Text)).ToByteArray(), CodedTextMapping.ToResponse(Coding.Of(Text)).ToByteArray());

    [Fact]
    public void Event_names_differ_within_a_text_and_follow_text_and_trigger()
    {
        var names = CodedTextMapping.ToResponse(Coding.Of(Text)).Events.Select(e => e.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, n => Assert.Matches("^events/[0-9a-f]{26}$", n));
        Assert.Equal(CodedTextMapping.EventName("reports/a", 3), CodedTextMapping.EventName("reports/a", 3));
        Assert.NotEqual(CodedTextMapping.EventName("reports/a", 3), CodedTextMapping.EventName("reports/b", 3));
    }

    [Fact]
    public void Lone_surrogates_become_replacement_characters_and_move_no_span()
    {
        const string broken = "Rebels \uD800 attacked soldiers \uDC00 near Aleppo on Friday.";
        var response = CodedTextMapping.ToResponse(Coding.Of(broken));
        var parsed = CodeTextResponse.Parser.ParseFrom(response.ToByteArray());
        Assert.NotEmpty(parsed.Events);
        foreach (var trigger in parsed.Events.SelectMany(e => e.Triggers))
            Assert.Equal(broken[trigger.Span.Start..trigger.Span.End].Replace('\uD800', '\uFFFD').Replace('\uDC00', '\uFFFD'), trigger.Quote);
    }

    [Fact]
    public void Every_kind_of_factuality_role_and_stance_has_the_contracts_number()
    {
        Same<Coder.Events.EventType, EventType>();
        Same<Coder.Events.Factuality, Factuality>();
        Same<Coder.Events.ParticipantRole, Participant.Types.Role>();
        Same<Coder.Events.Side, Participant.Types.Side>();
        Same<Coder.Events.Privacy, Participant.Types.Privacy>();
        Same<Coder.Events.Harm, Casualties.Types.Harm>();
        Same<Coder.Events.CasualtyScope, Casualties.Types.Scope>();
        Same<Coder.Events.QuantityKind, Quantity.Types.Kind>();
        Same<Coder.Events.EventLinkKind, EventLink.Types.Kind>();
        Same<Coder.Events.TimeExtent, EventTime.Types.Extent>();
        Same<Coder.Events.TimeBasis, EventTime.Types.Basis>();
        Same<Language.Time.TimePrecision, EventTime.Types.Precision>();
        Same<Gazetteer.GeoPrecision, Geo.V1.GeoPrecision>();
        Same<Gazetteer.UnresolvedReason, Geo.V1.Toponym.Types.UnresolvedReason>();
        Same<Language.Attributions.SpeechStance, Attribution.Types.Stance>(shift: 1);
        Same<Language.Attributions.SpeechForm, Attribution.Types.Form>(shift: 1);
    }

    /// <summary>The mapping casts numbers, so names must stand at the same ones; zero is the contract's UNSPECIFIED.</summary>
    private static void Same<TDomain, TProto>(int shift = 0)
        where TDomain : struct, Enum
        where TProto : struct, Enum
    {
        foreach (var value in Enum.GetValues<TDomain>())
        {
            var number = Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) + shift;
            var proto = (TProto)Enum.ToObject(typeof(TProto), number);
            if (number == 0)
                Assert.Equal("Unspecified", proto.ToString());
            else
                Assert.Equal(value.ToString(), proto.ToString());
        }
        Assert.Equal(Enum.GetValues<TProto>().Length, Enum.GetValues<TDomain>().Length + shift);
    }
}
