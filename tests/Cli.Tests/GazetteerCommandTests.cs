using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Sitrep.Cli.Tests;

public sealed class GazetteerCommandTests : IDisposable
{
    private const string CountryInfo = "AF\tAFG\t004\tAF\tAfghanistan\tKabul\t647500\t29121286\tAS\t.af\tAFN\tAfghani\t93\t\t\tfa-AF\t1149361\tTM,CN\t\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("sitrep-download-").FullName;

    [Fact]
    public async Task What_was_downloaded_is_built_verified_and_made_current()
    {
        await using var server = Server();
        var (dumps, indexes) = (Path.Combine(_folder, "dumps"), Directory.CreateDirectory(Path.Combine(_folder, "indexes")).FullName);

        var download = await Tool.RunAsync("gazetteer", "download", "--output", dumps, "--base-address", server.Address, "--country", "af");
        var build = await Tool.RunAsync("gazetteer", "build", "--input", dumps, "--output", indexes);
        var current = Path.Combine(indexes, (await File.ReadAllTextAsync(Path.Combine(indexes, "current"), TestContext.Current.CancellationToken)).Trim());
        var verify = await Tool.RunAsync("gazetteer", "verify", current);

        Assert.Equal((0, "4 of 4 files are new. Data: GeoNames (geonames.org), CC BY 4.0.\n"), (download.ExitCode, download.Output));
        Assert.Equal(0, build.ExitCode);
        Assert.Equal(0, verify.ExitCode);
        Assert.EndsWith("All is well.\n", verify.Output, StringComparison.Ordinal);
        Assert.Equal(["AF.zip", "admin1CodesASCII.txt", "admin2Codes.txt", "countryInfo.txt"], Directory.GetFiles(dumps).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_broken_connection_goes_on_where_it_was()
    {
        await using var server = Server();
        server.Files["big.txt"] = RandomNumberGenerator.GetBytes(200_000);
        foreach (var at in new[] { 10_000, 10_000, 10_000, 70_000, 50_000 }) // the three tables come first, whole
            server.Breaks.Enqueue(at);

        var run = await Tool.RunAsync("gazetteer", "download", "--output", _folder, "--base-address", server.Address, "--file", "big.txt");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(server.Files["big.txt"], await File.ReadAllBytesAsync(Path.Combine(_folder, "big.txt"), TestContext.Current.CancellationToken));
        Assert.Equal([("", 200), ("bytes=70000-", 206), ("bytes=120000-", 206)], server.Requests.Where(r => r.File == "big.txt").Select(r => (r.Range, r.Status)));
    }

    [Fact]
    public async Task What_has_not_changed_is_left_alone()
    {
        await using var server = Server();
        string[] command = ["gazetteer", "download", "--output", _folder, "--base-address", server.Address, "--country", "AF"];
        await Tool.RunAsync(command);

        var again = await Tool.RunAsync(command);

        Assert.StartsWith("0 of 4 files are new.", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_server_lacks_is_named()
    {
        await using var server = Server();

        var run = await Tool.RunAsync("gazetteer", "download", "--output", _folder, "--base-address", server.Address, "--country", "QQ");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has no QQ.zip", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_zip_is_thrown_away()
    {
        await using var server = Server();
        var at = server.Files["AF.zip"].Length / 3;
        server.Files["AF.zip"][at] ^= 0x40;

        var run = await Tool.RunAsync("gazetteer", "download", "--output", _folder, "--base-address", server.Address, "--country", "AF");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("AF.zip came damaged and was thrown away", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder), f => f.Contains("AF.zip", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Published_checksums_are_held()
    {
        await using var server = Server();
        server.Files["SHA256SUMS"] = Encoding.ASCII.GetBytes(new string('0', 64) + "  countryInfo.txt\n");

        var run = await Tool.RunAsync("gazetteer", "download", "--output", _folder, "--base-address", server.Address, "--country", "AF");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("countryInfo.txt came damaged", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--base-address", "ftp://example.org/")]
    [InlineData("--country", "Afghanistan")]
    [InlineData("--file", "../secret.txt")]
    public async Task What_cannot_be_meant_is_refused(string option, string value) =>
        Assert.Equal(2, (await Tool.RunAsync("gazetteer", "download", "--output", _folder, option, value)).ExitCode);

    [Fact]
    public async Task Nobody_there_is_said_so() =>
        Assert.Equal(3, (await Tool.RunAsync("gazetteer", "download", "--output", _folder, "--base-address", "http://127.0.0.1:9/")).ExitCode);

    [Fact]
    public async Task Bad_user_places_are_named_by_line()
    {
        var user = Path.Combine(_folder, "user.tsv");
        await File.WriteAllTextAsync(user, "hide\t1138958\nhide\t7\nmove\n", TestContext.Current.CancellationToken);

        var run = await Tool.RunAsync("gazetteer", "verify", "default", "--user-places", user);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("user.tsv line 3: ", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static DumpServer Server()
    {
        var server = new DumpServer();
        server.Files["countryInfo.txt"] = Encoding.UTF8.GetBytes(CountryInfo);
        server.Files["admin1CodesASCII.txt"] = Encoding.UTF8.GetBytes("AF.24\tKunduz\tKunduz\t1135690\n");
        server.Files["admin2Codes.txt"] = Encoding.UTF8.GetBytes("AF.24.2401\tKunduz\tKunduz\t1\n");
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, true))
        {
            using var rows = new StreamWriter(archive.CreateEntry("AF.txt").Open());
            for (var i = 0; i < 500; i++)
                rows.Write(FormattableString.Invariant($"{10 + i}\tVillage {i * 7919 % 1000}\tVillage {i}\t\t{36 + i / 1000.0}\t68.8{i}\tP\tPPL\tAF\t\t24\t\t\t\t1000\t\t\t\t2020-01-01\n"));
        }
        server.Files["AF.zip"] = zip.ToArray();
        return server;
    }
}
