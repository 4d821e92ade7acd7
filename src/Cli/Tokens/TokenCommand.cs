using System.CommandLine;
using System.Globalization;
using Sitrep.Access;
using Sitrep.Cli.Terminal;

namespace Sitrep.Cli.Tokens;

/// <summary>`sitrep token`: a token signed with a local installation's own key.</summary>
internal static class TokenCommand
{
    private const string KeyVariable = "SITREP_KEY";
    private const double DefaultDays = 30;
    private const double MaxDays = 3_650;

    public static Command Create(CliConsole console)
    {
        var name = new Argument<string>("name") { Description = "Who shall call; it stands on every correction." };
        var roles = new Option<string[]>("--role")
        {
            Description = $"What the caller may be: {string.Join(", ", AccessRoles.All)}. Several are allowed.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var days = new Option<double>("--days") { Description = "How long the token holds.", DefaultValueFactory = _ => DefaultDays, HelpName = "days" };
        var key = new Option<string?>("--key") { Description = $"The installation's key file. Default: ${KeyVariable}, else AppHost/.sitrep/access.key.", HelpName = "file" };
        var audience = new Option<string>("--audience") { Description = "The audience that the services expect.", DefaultValueFactory = _ => AccessTokens.Audience, HelpName = "name" };
        var command = new Command("token", "Makes a token with the key of a local installation (AUTH=jwt); pass it on as SITREP_TOKEN.") { name, roles, days, key, audience };
        command.SetAction(result =>
        {
            var wanted = result.GetValue(roles) ?? [];
            if (wanted.FirstOrDefault(role => !AccessRoles.All.Contains(role)) is { } unknown)
                throw CliException.Usage($"\"{unknown}\" is no role; there are {string.Join(", ", AccessRoles.All)}");
            if (string.IsNullOrWhiteSpace(result.GetValue(name)))
                throw CliException.Usage("the caller needs a name");
            if (result.GetValue(days) is not (> 0 and <= MaxDays))
                throw CliException.Usage(string.Create(CultureInfo.InvariantCulture, $"--days is a number, more than 0 and at most {MaxDays}"));
            console.Output.WriteLine(AccessTokens.Create(
                Read(result.GetValue(key) ?? (console.Variable(KeyVariable) is { Length: > 0 } set ? set : Path.Combine("AppHost", ".sitrep", "access.key"))),
                result.GetValue(name)!, wanted, console.Time.GetUtcNow(), TimeSpan.FromDays(result.GetValue(days)), result.GetValue(audience)!));
            return ExitCode.Done;
        });
        return command;
    }

    private static AccessKey Read(string path)
    {
        try
        {
            return AccessKey.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw CliException.Failed($"{e.Message}\n  The AppHost makes the key where it runs with AUTH=jwt; --key or {KeyVariable} name another file.");
        }
    }
}
