using FsCheck.Xunit;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.ServiceDefaults.Paging;

namespace Sitrep.ServiceDefaults.Tests;

public sealed class PagingTests
{
    private static readonly byte[] Fingerprint = PageToken.Fingerprint(new ListChildPlacesRequest { Parent = "places/1" }, "v1");

    [Property]
    public bool A_position_comes_back_as_it_was(byte[] position)
    {
        var violations = new Violations();
        return PageToken.Read(PageToken.Write(position, Fingerprint), Fingerprint, violations)!.SequenceEqual(position) && !violations.Any;
    }

    [Property]
    public bool No_string_that_we_did_not_write_is_taken(string? foreign)
    {
        var violations = new Violations();
        var position = PageToken.Read(foreign ?? "", Fingerprint, violations);
        return position is null && violations.Any == !string.IsNullOrEmpty(foreign);
    }

    [Fact]
    public void A_token_of_other_arguments_or_another_gazetteer_is_foreign()
    {
        var token = PageToken.Write([1, 2, 3], Fingerprint);
        var otherArguments = new Violations();
        var otherGazetteer = new Violations();

        PageToken.Read(token, PageToken.Fingerprint(new ListChildPlacesRequest { Parent = "places/2" }, "v1"), otherArguments);
        PageToken.Read(token, PageToken.Fingerprint(new ListChildPlacesRequest { Parent = "places/1" }, "v2"), otherGazetteer);

        Assert.True(otherArguments.Any);
        Assert.True(otherGazetteer.Any);
    }

    [Theory]
    [InlineData(0, 50, false)]
    [InlineData(7, 7, false)]
    [InlineData(5_000, 1_000, false)]
    [InlineData(-1, 50, true)]
    public void Page_sizes_are_read_as_the_contract_says(int requested, int size, bool violates)
    {
        var violations = new Violations();

        Assert.Equal(size, PageSize.Read(requested, 50, 1_000, violations));
        Assert.Equal(violates, violations.Any);
    }
}
