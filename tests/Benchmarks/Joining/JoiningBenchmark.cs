using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Sitrep.Coder;
using Sitrep.Events;
using Sitrep.Events.Joining;
using Sitrep.Events.V1;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;
using Sitrep.Language.Toponyms;
using Sitrep.Mapping.Coding;

namespace Sitrep.Benchmarks.Joining;

/// <summary>
/// Pairwise scores of incident joining on generated news: every report goes through the coder and the gazetteer that ship; two events of
/// different reports are a true pair where their triggers stand in sentences about the same happening. What somebody said of a deed or did after it
/// (managers called the strike illegal, attackers fled), told by its type, is neither right nor wrong with the deed, and wrong with any other.
/// </summary>
internal sealed class JoiningBenchmark : IToponymSource
{
    private const int Happenings = 150, Orders = 10;

    private readonly GazetteerIndex _index = DefaultGazetteer.Open();
    private readonly ReportCoder _coder = new();
    private ToponymResolver? _resolver;

    /// <summary>
    /// Arguments: the seeds, 1 to 5 where none is given; `-v` shows every wrong pair, `--pairs=FILE` writes the features of each pair, and
    /// `--news=FILE` shows a sample of the pairs that are joined in real news instead.
    /// </summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var verbose = arguments.Contains("-v");
        var dump = Array.Find(arguments, a => a.StartsWith("--pairs=", StringComparison.Ordinal))?["--pairs=".Length..];
        var files = arguments.Where(a => a.StartsWith("--news=", StringComparison.Ordinal)).Select(a => a["--news=".Length..]).ToList();
        if (files.Count > 0)
        {
            return await new JoiningBenchmark().ShowAsync(files);
        }

        int[] seeds = [.. arguments.Where(a => a[0] != '-').Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        var benchmark = new JoiningBenchmark();
        await using var pairs = dump is null ? null : new StreamWriter(dump);
        Console.WriteLine("seed  reports  events  true pairs      P      R     F1   report pairs: P      R     F1   orders");
        foreach (var seed in seeds.Length > 0 ? seeds : [1, 2, 3, 4, 5])
        {
            await benchmark.RunAsync(seed, verbose, pairs);
        }

        return 0;
    }

    public ValueTask<ToponymResolution> ResolveAsync(
        string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken)
    {
        _resolver ??= new ToponymResolver(_index);
        return new(new ToponymResolution(_resolver.Resolve(text, mentions, context, maxAlternatives: 0), _index.Description.Version));
    }

    private async Task<int> ShowAsync(IReadOnlyList<string> files)
    {
        var accounts = await CodeAsync([.. files.SelectMany(NewsPairs.Read)]);
        var cluster = ClusterOf(Partition.Of(accounts.ConvertAll(a => a.Signature), []));
        var pairs = accounts.GroupBy(a => cluster[a.Signature.EventId])
            .SelectMany(g => g.SelectMany(_ => g, (a, b) => (A: a, B: b)))
            .Where(p => p.A.Signature.EventId < p.B.Signature.EventId && p.A.Report != p.B.Report)
            .ToList();
        Console.WriteLine($"{accounts.Count} events, {pairs.Count} joined pairs of different articles");
        foreach (var (a, b) in NewsPairs.Choose(pairs))
        {
            Console.WriteLine($"\n{JoinReasons.Describe(a.Signature, b.Signature)}\n   {Quote(a)}\n   {Quote(b)}");
        }

        return 0;

        static string Quote(Account account)
        {
            var e = account.Event;
            var sentence = account.Signature.Sentence;
            return $"{account.Report.Id} {account.Report.Published:yyyy-MM-dd} {e.Type} [{string.Join(", ", e.Modes)}] {e.Time?.StartDate?.Month}-{e.Time?.StartDate?.Day} {e.Time?.Basis} {e.Location?.Toponym?.Place?.DisplayName} | {string.Join("; ", e.Triggers.Select(t => t.Quote))} | {account.Report.Text[sentence.Start..sentence.End].ReplaceLineEndings(" ")}";
        }
    }

    private async Task<List<Account>> CodeAsync(IReadOnlyList<NewsReport> reports)
    {
        var accounts = new List<Account>();
        foreach (var report in reports)
        {
            var coded = await _coder.CodeAsync(new CoderInput(report.Text, report.Title, report.Published, "", ResolutionContext.None), this, CancellationToken.None);
            var response = CodedTextMapping.ToResponse(coded);
            var telling = new ReportTelling(report.Text, response);
            foreach (var account in response.Events)
            {
                account.Report = new ReportRef { Report = $"reports/{report.Id}", Story = report.Story, PublishTime = Timestamp.FromDateTimeOffset(report.Published) };
                account.State = Event.Types.State.Current;
                var at = account.Triggers[0].Span.Start;
                var id = EventName.Hash(account.Report.Report, at, 0);
                if (SignatureReader.Read(id, account, telling.Of(account)) is { } signature)
                {
                    accounts.Add(new Account(report, account, signature, report.HappeningAt(at)));
                }
            }
        }

        return accounts;
    }

    private async Task RunAsync(int seed, bool verbose, TextWriter? dump)
    {
        var generator = new NewsGenerator(seed, Happenings);
        var reports = generator.Generate();
        var accounts = await CodeAsync(reports);
        var signatures = accounts.ConvertAll(a => a.Signature);
        var partition = Partition.Of(signatures, []);
        var cluster = ClusterOf(partition);
        var score = new PairCount();
        for (var i = 0; i < accounts.Count; i++)
        {
            for (var j = i + 1; j < accounts.Count; j++)
            {
                var (a, b) = (accounts[i], accounts[j]);
                if (a.Report == b.Report)
                {
                    continue;
                }

                var same = a.Happening != 0 && a.Happening == b.Happening;
                if (same && !(IsDeed(a, generator.KindOf(a.Happening)) && IsDeed(b, generator.KindOf(b.Happening))))
                {
                    continue;
                }

                var (said, is_) = (cluster[a.Signature.EventId] == cluster[b.Signature.EventId], same);
                score.Add(said, is_);
                if (verbose && said != is_)
                {
                    Console.WriteLine($"{(said ? "WRONG" : "MISSED")} {PairFeatures.Score(a.Signature, b.Signature)} {a.Happening}/{b.Happening} {Describe(a.Signature, b.Signature)}\n   {Show(a)}\n   {Show(b)}");
                }

                if (dump is not null && Blocks.Meet(a.Signature, b.Signature))
                {
                    dump.WriteLine($"{(is_ ? 1 : 0)}{Describe(a.Signature, b.Signature)}");
                }
            }
        }

        var byReport = ReportPairs(accounts, cluster, verbose);
        if (verbose)
        {
            var apart = accounts.Count(a => accounts.Exists(b => a.Report != b.Report && a.Happening != 0 && a.Happening == b.Happening && Blocks.TypesMeet(a.Signature.Type, b.Signature.Type) && !Blocks.Meet(a.Signature, b.Signature)));
            Console.WriteLine($"{apart} events have a true partner that they are never compared with");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seed,4}  {reports.Count,7}  {accounts.Count,6}  {score.True,10}  {score}                 {byReport}   {(SameInAnyOrder(signatures, partition) ? "same" : "DIFFERENT")}"));
    }

    /// <summary>The deed itself, and not what somebody said of it, did after it, or what the coder took a word of the sentence for.</summary>
    private static bool IsDeed(Account account, string kind) => kind switch
    {
        "protest" or "strike" => account.Event.Type == EventType.Protest,
        "arrest" => account.Event.Type == EventType.Coerce,
        "kidnapping" => account.Event.Type is EventType.Assault or EventType.Coerce,
        _ => account.Event.Type == EventType.Assault,
    };

    /// <summary>Pairs of reports: joined where any incident has events of both, true where any happening is told by both.</summary>
    private static PairCount ReportPairs(List<Account> accounts, Dictionary<long, int> cluster, bool verbose)
    {
        var score = new PairCount();
        var byReport = accounts.GroupBy(a => a.Report).Select(g => (
            Accounts: g.ToList(),
            Clusters: g.Select(a => cluster[a.Signature.EventId]).ToHashSet(),
            Happenings: g.Key.Truth.Select(t => t.Happening).Where(h => h != 0).ToHashSet())).ToList();
        for (var i = 0; i < byReport.Count; i++)
        {
            for (var j = i + 1; j < byReport.Count; j++)
            {
                var (said, is_) = (byReport[i].Clusters.Overlaps(byReport[j].Clusters), byReport[i].Happenings.Overlaps(byReport[j].Happenings));
                score.Add(said, is_);
                if (verbose && said != is_)
                {
                    var (a, b) = byReport[i].Accounts.SelectMany(_ => byReport[j].Accounts, (a, b) => (a, b))
                        .OrderByDescending(p => is_ ? p.a.Happening != 0 && p.a.Happening == p.b.Happening : cluster[p.a.Signature.EventId] == cluster[p.b.Signature.EventId])
                        .ThenByDescending(p => PairFeatures.Score(p.a.Signature, p.b.Signature)).First();
                    Console.WriteLine($"{(said ? "REPORTS WRONG" : "REPORTS MISSED")} {PairFeatures.Score(a.Signature, b.Signature)} {(Blocks.Meet(a.Signature, b.Signature) ? "meet" : "apart")} {a.Happening}/{b.Happening} {Describe(a.Signature, b.Signature)}\n   {Show(a)}\n   {Show(b)}");
                }
            }
        }

        return score;
    }

    private static bool SameInAnyOrder(List<Signature> signatures, IReadOnlyList<IReadOnlyList<Signature>> partition)
    {
        var expected = Names(partition);
        return Enumerable.Range(1, Orders).All(order =>
        {
            var shuffled = signatures.ToArray();
            new Random(order).Shuffle(shuffled);
            return Names(Partition.Of(shuffled, [])).SequenceEqual(expected);
        });

        static IEnumerable<string> Names(IReadOnlyList<IReadOnlyList<Signature>> clusters) => clusters.Select(c => string.Join(' ', c.Select(e => e.EventId)));
    }

    private static Dictionary<long, int> ClusterOf(IReadOnlyList<IReadOnlyList<Signature>> partition) =>
        partition.SelectMany((cluster, index) => cluster.Select(e => (e.EventId, index))).ToDictionary(e => e.EventId, e => e.index);

    private static string Describe(Signature a, Signature b)
    {
        var features = "";
        PairFeatures.Collect(a, b, (feature, times) => features += $" {feature}={times}");
        return features;
    }

    private static string Show(Account account)
    {
        var e = account.Event;
        return $"{account.Report.Id} {e.Type} [{string.Join(", ", e.Modes)}] {e.Time?.StartDate?.Month}-{e.Time?.StartDate?.Day} {e.Time?.Basis} {e.Location?.Toponym?.Place?.DisplayName} | {string.Join("; ", e.Triggers.Select(t => t.Quote))} | {account.Report.Text.ReplaceLineEndings(" ")}";
    }

    private sealed record Account(NewsReport Report, Event Event, Signature Signature, int Happening);

    private sealed class PairCount
    {
        private int _hits, _wrong, _missed;

        public int True => _hits + _missed;

        public void Add(bool said, bool is_)
        {
            _hits += said && is_ ? 1 : 0;
            _wrong += said && !is_ ? 1 : 0;
            _missed += is_ && !said ? 1 : 0;
        }

        public override string ToString()
        {
            var (p, r) = (100.0 * _hits / Math.Max(1, _hits + _wrong), 100.0 * _hits / Math.Max(1, True));
            return string.Create(CultureInfo.InvariantCulture, $"{p,5:F1}  {r,5:F1}  {2 * p * r / Math.Max(1, p + r),5:F1}");
        }
    }
}
