using Microsoft.IdentityModel.JsonWebTokens;
using Sitrep.Access;

namespace Sitrep.Cli.Tests;

public sealed class TokenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_token_names_its_caller_and_roles_and_ends()
    {
        var key = _folder.File("key");
        AccessKey.ReadOrCreate(key);

        var (exitCode, output, _) = await Tool.RunAsync("token", "ana", "--role", "reader", "analyst", "--days", "2", "--key", key);

        Assert.Equal(0, exitCode);
        var token = new JsonWebToken(output.Trim());
        Assert.Equal("ana", token.Subject);
        Assert.Equal(["reader", "analyst"], token.Claims.Where(c => c.Type == AccessRoles.Claim).Select(c => c.Value));
        Assert.Equal([AccessTokens.Audience], token.Audiences);
        Assert.Equal(TimeSpan.FromDays(2), token.ValidTo - token.ValidFrom);
    }

    [Theory]
    [InlineData(2, "token", "ana", "--role", "king")]
    [InlineData(2, "token", "ana", "--role", "reader", "--days", "0")]
    [InlineData(2, "token", "ana")]
    [InlineData(1, "token", "ana", "--role", "reader", "--key", "no-such-file")]
    public async Task What_makes_no_token_says_why(int expected, params string[] line)
    {
        var (exitCode, output, error) = await Tool.RunAsync(line);

        Assert.Equal((expected, ""), (exitCode, output));
        Assert.NotEmpty(error);
    }
}
