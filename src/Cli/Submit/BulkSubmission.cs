using System.Collections.Concurrent;
using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.Submit;

/// <summary>
/// Submits many reports over one stream: as many at a time as the service answers, again where it asks for patience, over a new stream where the old one broke. What is wrong
/// with one report goes into a file, and the others go on.
/// </summary>
internal sealed class BulkSubmission(
    CliConsole console, SourcesService.SourcesServiceClient client, BulkInput input, BulkProgress done, string errorsPath) : IAsyncDisposable
{
    /// <summary>Reports sent and not yet answered; as many as the service reads ahead.</summary>
    private const int Window = 256;

    /// <summary>How long a service may be gone before the submission is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<BulkItem> _again = new();
    private readonly List<BulkItem> _unanswered = [];
    private readonly Lock _lock = new();
    private StreamWriter? _errors;
    private long _accepted, _refused, _before;
    private bool _ended;

    /// <summary>Closes the file of errors.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_errors is not null)
            await _errors.DisposeAsync();
    }

    /// <summary>Runs to the end of the input.</summary>
    /// <returns><see cref="ExitCode.Done"/>, or <see cref="ExitCode.Failed"/> where a report was refused.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var progress = new Progress(console, "reports");
        if ((_before = done.Done) > 0)
            progress.Note(string.Create(CultureInfo.InvariantCulture, $"sitrep: goes on after {_before:N0} reports of an earlier run"));
        await using var items = input.ReadAsync(console, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var pause = FirstPause;
        var since = console.Time.GetTimestamp();
        try
        {
            while (true)
            {
                var answered = _accepted + _refused;
                try
                {
                    await StreamAsync(items, progress, cancellationToken);
                    if (_ended && _again.IsEmpty)
                        break;
                }
                catch (RpcException broken) when (MayPass(broken.StatusCode) && !cancellationToken.IsCancellationRequested)
                {
                    if (_accepted + _refused > answered)
                        (pause, since) = (FirstPause, console.Time.GetTimestamp());
                    if (console.Time.GetElapsedTime(since) > Patience)
                        throw;
                    await Task.Delay(pause, console.Time, cancellationToken);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
                finally
                {
                    // Whether they were stored is not known; sent again they are the same reports.
                    lock (_lock)
                    {
                        _unanswered.OrderBy(item => item.Position).ToList().ForEach(_again.Enqueue);
                        _unanswered.Clear();
                    }
                }
            }
            done.Complete();
        }
        catch (Exception)
        {
            done.Save();
            progress.Note(string.Create(CultureInfo.InvariantCulture, $"sitrep: stopped after {done.Done:N0} reports; the same command goes on there"));
            throw;
        }
        console.Output.WriteLine(Summary(progress.Elapsed));
        return _refused == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private string Summary(TimeSpan elapsed)
    {
        var line = Progress.Line(_accepted, null, elapsed, "reports");
        return _refused == 0 ? line : string.Create(CultureInfo.InvariantCulture, $"{line}  {_refused:N0} refused, see {errorsPath}");
    }

    private static bool MayPass(StatusCode code) => code is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.Internal or StatusCode.Unknown or StatusCode.Aborted;

    /// <summary>One stream, until it breaks or nothing is left to send.</summary>
    private async Task StreamAsync(IAsyncEnumerator<BulkItem> items, Progress progress, CancellationToken cancellationToken)
    {
        using var call = client.SubmitReports(ServiceClients.Streaming(cancellationToken));
        using var room = new SemaphoreSlim(Window);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sent = new ConcurrentDictionary<long, BulkItem>();
        var writing = WriteAsync(call.RequestStream, items, sent, room, progress, over.Token);
        try
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                if (sent.TryRemove(answer.Index, out var item))
                {
                    await TakeAsync(item, answer, progress, cancellationToken);
                    room.Release();
                }
            }
        }
        finally
        {
            await over.CancelAsync();
            await writing;
        }
    }

    private async Task WriteAsync(
        IClientStreamWriter<SubmitReportsRequest> stream, IAsyncEnumerator<BulkItem> items, ConcurrentDictionary<long, BulkItem> sent, SemaphoreSlim room, Progress progress,
        CancellationToken cancellationToken)
    {
        try
        {
            for (var index = 0L; ;)
            {
                await room.WaitAsync(cancellationToken);
                if (await NextAsync(items, progress) is not { } item)
                {
                    // What is under way may come back to be sent again: that takes another stream.
                    await stream.CompleteAsync();
                    return;
                }
                lock (_lock)
                    _unanswered.Add(item);
                sent[index++] = item;
                await stream.WriteAsync(new SubmitReportsRequest { Report = item.Report }, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // The call has ended; the reading side says why.
        }
    }

    private async Task<BulkItem?> NextAsync(IAsyncEnumerator<BulkItem> items, Progress progress)
    {
        if (_again.TryDequeue(out var again))
            return again;
        while (!_ended && await items.MoveNextAsync())
        {
            var item = items.Current;
            if (item.Position < _before)
                continue;
            if (item.Report is not null)
                return item;
            Refuse(item, "UNREADABLE", item.Fault!, progress);
        }
        _ended = true;
        return null;
    }

    private async Task TakeAsync(BulkItem item, SubmitReportsResponse answer, Progress progress, CancellationToken cancellationToken)
    {
        lock (_lock)
            _unanswered.Remove(item);
        if (answer.Error is { } error)
        {
            if (MayPass((StatusCode)error.Code) && error.GetDetail<ErrorInfo>()?.Reason != "MESSAGE_TOO_LARGE")
            {
                // Patience is asked for: the whole stream waits, for what bounds one report bounds the next.
                _again.Enqueue(item);
                await Task.Delay(error.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan() ?? FirstPause, console.Time, cancellationToken);
                return;
            }
            Refuse(item, error.GetDetail<ErrorInfo>()?.Reason ?? "", RpcErrorText.Describe(error), progress);
        }
        else
        {
            _accepted++;
            lock (_lock)
                done.Answered(item.Position);
        }
        progress.Report(_before + _accepted + _refused, item.Share);
    }

    private void Refuse(BulkItem item, string reason, string message, Progress progress)
    {
        lock (_lock)
        {
            if (_errors is null)
            {
                // An earlier run's errors stay.
                _errors = new StreamWriter(new FileStream(errorsPath, _before > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
                progress.Note($"sitrep: {item.Name}: {SafeText.Line(message)}; this and what follows is in {errorsPath}");
            }
            _refused++;
            _errors.Write($"{{\"item\":{JsonLine.Quote(item.Name)},\"reason\":{JsonLine.Quote(reason)},\"message\":{JsonLine.Quote(message)}}}\n");
            done.Answered(item.Position);
        }
    }
}
