namespace Sitrep.Gazetteer.Tests;

public sealed class LiveGazetteerTests
{
    [Fact]
    public void A_request_keeps_the_gazetteer_that_it_began_with()
    {
        using var files = new BuildFolder();
        Build(files, "a.gaz", "Kunduz");
        Build(files, "b.gaz", "Qunduz");
        LiveGazetteer.SetCurrent(files.Path, "a.gaz");
        using var live = new LiveGazetteer(files.Path, "");
        using var before = live.Acquire();

        LiveGazetteer.SetCurrent(files.Path, "b.gaz");
        Touch(files.Path, "b.gaz");
        var changed = live.TryChange();
        using var after = live.Acquire();

        Assert.NotNull(changed);
        Assert.Equal(("Kunduz", "Qunduz"), (before.Index.Find("10")!.DisplayName, after.Index.Find("10")!.DisplayName));
        Assert.Null(live.TryChange());
    }

    [Fact]
    public void What_cannot_be_read_is_refused_once_and_the_old_stays()
    {
        using var files = new BuildFolder();
        Build(files, "a.gaz", "Kunduz");
        LiveGazetteer.SetCurrent(files.Path, "a.gaz");
        using var live = new LiveGazetteer(files.Path, "");
        File.WriteAllText(Path.Combine(files.Path, "b.gaz"), "not an index, but long enough to be looked at; " + new string('x', 100));
        LiveGazetteer.SetCurrent(files.Path, "b.gaz");

        Assert.Throws<GazetteerFormatException>(() => live.TryChange());
        Assert.Null(live.TryChange());
        using var lease = live.Acquire();
        Assert.Equal("Kunduz", lease.Index.Find("10")!.DisplayName);
    }

    [Fact]
    public async Task Readers_and_changes_go_on_side_by_side()
    {
        using var files = new BuildFolder();
        Build(files, "a.gaz", "Kunduz");
        Build(files, "b.gaz", "Qunduz");
        LiveGazetteer.SetCurrent(files.Path, "a.gaz");
        using var live = new LiveGazetteer(files.Path, "");
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var seen = new HashSet<string>();
            while (!stop.IsCancellationRequested)
            {
                using var lease = live.Acquire();
                seen.Add(lease.Index.Find("10")!.DisplayName);
                Assert.NotEmpty(lease.Index.Search(new PlaceQuery("unduz", NameMatch.Fuzzy, [], [], null), 0, 3));
            }
            return seen;
        })).ToArray();

        for (var i = 0; i < 40; i++)
        {
            LiveGazetteer.SetCurrent(files.Path, i % 2 == 0 ? "b.gaz" : "a.gaz");
            Assert.NotNull(live.TryChange());
        }
        await stop.CancelAsync();
        foreach (var seen in await Task.WhenAll(readers))
            Assert.NotEmpty(seen);
    }

    [Fact]
    public void A_file_that_may_still_be_written_is_looked_at_twice()
    {
        using var files = new BuildFolder();
        Build(files, "a.gaz", "Kunduz");
        Build(files, "b.gaz", "Qunduz");
        LiveGazetteer.SetCurrent(files.Path, "a.gaz");
        using var live = new LiveGazetteer(files.Path, "");
        LiveGazetteer.SetCurrent(files.Path, "b.gaz");

        Assert.Null(live.TryChange(true));
        Assert.NotNull(live.TryChange(true));
    }

    [Fact]
    public void A_current_file_that_leads_out_of_its_folder_is_refused()
    {
        using var files = new BuildFolder();
        File.WriteAllText(Path.Combine(files.Path, LiveGazetteer.CurrentFile), "../a.gaz\n");

        Assert.Throws<GazetteerFormatException>(() => LiveGazetteer.IndexOf(files.Path));
    }

    private static void Build(BuildFolder files, string name, string place)
    {
        files.Dump([BuildFolder.Row(10, place, 36.73, 68.86, "P", "PPLA", "AF", "", 161_902)]);
        files.Build().Dispose();
        File.Move(files.Index, Path.Combine(files.Path, name));
    }

    private static void Touch(string folder, string name) => File.SetLastWriteTimeUtc(Path.Combine(folder, name), DateTime.UnixEpoch.AddYears(50));
}
