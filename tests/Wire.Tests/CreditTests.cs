namespace Sitrep.Wire.Tests;

public sealed class CreditTests
{
    private const string Body = "Shells fell on the market at noon, a doctor said.\n\nNobody knew who had fired them.\n\n";

    [Theory]
    [InlineData("With Reuters", "Reuters")]
    [InlineData("With inputs from PTI", "PTI")]
    [InlineData("(with AFP, AP and Xinhua)", "AFP", "AP", "Xinhua")]
    [InlineData("Additional reporting by Agence France-Presse", "Agence France-Presse")]
    [InlineData("The Associated Press contributed to this report.", "Associated Press")]
    [InlineData("Source: Anadolu Agency", "Anadolu Agency")]
    [InlineData("Copyright 2024 The Associated Press. All rights reserved.", "Associated Press")]
    [InlineData("avec AFP", "AFP")]
    public void A_credit_line_is_boilerplate_and_names_whom_it_credits(string line, params string[] names)
    {
        var text = Body + line;
        var reading = WireReader.Read(text);

        Assert.Equal(names, reading.Credits.Select(credit => credit.Name));
        Assert.All(reading.Credits, credit => Assert.Equal(credit.Name, credit.Span.Of(text)));
        Assert.Equal([line], reading.Boilerplate.Select(span => span.Of(text)));
    }

    [Theory]
    [InlineData("He spoke on Monday. (AFP)", "AFP")]
    [InlineData("The siege went on. -- Reuters", "Reuters")]
    public void A_credit_may_end_the_last_paragraph(string line, string name) => Assert.Equal(name, Assert.Single(WireReader.Read(Body + line).Credits).Name);

    [Theory]
    [InlineData("With tanks at the border and soldiers in town, people fled.")]
    [InlineData("By Monday, the army had left.")]
    [InlineData("He said so, with the army.")]
    public void A_sentence_is_no_credit(string line)
    {
        var reading = WireReader.Read(Body + line);

        Assert.Empty(reading.Credits);
        Assert.Empty(reading.Boilerplate);
    }

    [Theory]
    [InlineData("Sign up for our newsletter here")]
    [InlineData("For more information please contact: press@example.org")]
    [InlineData("Read more: what is known so far")]
    public void Invitations_and_contacts_are_boilerplate(string line) => Assert.Equal([line], WireReader.Read(Body + line).Boilerplate.Select(span => span.Of(Body + line)));
}
