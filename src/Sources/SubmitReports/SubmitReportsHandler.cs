using System.IO.Pipelines;
using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.SubmitReport;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.SubmitReports;

/// <summary>
/// A stream of reports in, an answer to each out, in the order in which they are stored. What is wrong with one report is its own answer;
/// the stream goes on.
/// </summary>
internal sealed partial class SubmitReportsHandler(
    ReportIntake intake, IngestStreams streams, ErrorDetails errors, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<SourcesOptions> options,
    ILogger<SubmitReportsHandler> logger)
{
    private static readonly WriteOptions WithoutFlush = new(WriteFlags.BufferHint);

    /// <summary>Ends when the caller has sent all and every report is answered; at the service's stop, once what was read is answered.</summary>
    /// <exception cref="SitrepException">RESOURCE_EXHAUSTED: as many streams are open as are allowed.</exception>
    public async Task HandleAsync(
        IAsyncStreamReader<SubmitReportsRequest> requests, IServerStreamWriter<SubmitReportsResponse> responses, PipeReader body,
        CancellationToken cancellationToken)
    {
        using var place = streams.Enter();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var unanswered = new SemaphoreSlim(options.Value.MaxUnansweredPerStream);
        var answers = Channel.CreateUnbounded<SubmitReportsResponse>(new UnboundedChannelOptions { SingleReader = true });

        var writing = WriteAsync(answers.Reader, responses, unanswered, cancellationToken);
        var under = new List<Task>();
        try
        {
            await ReadAsync(requests, body, answers.Writer, unanswered, under, stopping.Token, cancellationToken);
        }
        finally
        {
            await Task.WhenAll(under);
            answers.Writer.Complete();
            await writing;
        }
    }

    private async Task ReadAsync(
        IAsyncStreamReader<SubmitReportsRequest> requests, PipeReader body, ChannelWriter<SubmitReportsResponse> answers, SemaphoreSlim unanswered,
        List<Task> under, CancellationToken readingToken, CancellationToken cancellationToken)
    {
        for (var index = 0L; ; index++)
        {
            await unanswered.WaitAsync(readingToken);
            SubmitReportsRequest? request;
            try
            {
                request = await requests.MoveNext(readingToken) ? requests.Current : null;
            }
            catch (InvalidProtocolBufferException)
            {
                // gRPC has taken the whole message off the wire before it was found to be damaged: the next one begins where it should.
                answers.TryWrite(Malformed(index));
                continue;
            }
            catch (RpcException tooLong) when (tooLong.StatusCode == StatusCode.ResourceExhausted && !readingToken.IsCancellationRequested)
            {
                answers.TryWrite(TooLarge(index));
                if (!await OversizedMessage.SkipAsync(body, readingToken))
                {
                    return;
                }

                continue;
            }
            catch (RpcException) when (!readingToken.IsCancellationRequested)
            {
                throw new SitrepException(StatusCode.InvalidArgument, CommonReasons.MalformedMessage, "The last message is cut off.");
            }
            catch (IOException gone)
            {
                throw new OperationCanceledException("The caller hung up.", gone);
            }

            if (request is null)
            {
                return;
            }

            try
            {
                var submission = SubmitReportMapping.Read(request.Report, request.RequestId, options.Value, time.GetUtcNow());
                under.RemoveAll(task => task.IsCompleted);
                under.Add(AnswerAsync(index, await intake.EnqueueAsync(submission, cancellationToken), answers));
            }
            catch (SitrepException refusal)
            {
                answers.TryWrite(Refused(index, refusal));
            }
        }
    }

    private async Task AnswerAsync(long index, Task<CommitResult> stored, ChannelWriter<SubmitReportsResponse> answers)
    {
        try
        {
            var result = await stored;
            answers.TryWrite(result.Report is { } report ? new SubmitReportsResponse { Index = index, Report = report } : Refused(index, result.Refusal!));
        }
        catch (SitrepException refusal)
        {
            answers.TryWrite(Refused(index, refusal));
        }
        catch (OperationCanceledException)
        {
            // The caller is gone, or the service stops: whether it was stored is not known here, and it can be sent again.
            answers.TryWrite(new SubmitReportsResponse { Index = index, Error = errors.DependencyUnavailable() });
        }
        catch (Exception fault)
        {
            LogReportFailed(fault, index);
            answers.TryWrite(new SubmitReportsResponse { Index = index, Error = errors.Bug() });
        }
    }

    private static async Task WriteAsync(
        ChannelReader<SubmitReportsResponse> answers, IServerStreamWriter<SubmitReportsResponse> responses, SemaphoreSlim unanswered,
        CancellationToken cancellationToken)
    {
        Exception? failed = null;
        await foreach (var answer in answers.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                // The caller may be gone; what is under way is stored all the same.
                if (failed is null && !cancellationToken.IsCancellationRequested)
                {
                    responses.WriteOptions = answers.TryPeek(out _) ? WithoutFlush : WriteOptions.Default;
                    await responses.WriteAsync(answer, cancellationToken);
                }
            }
            catch (Exception fault)
            {
                failed = fault;
            }

            unanswered.Release();
        }

        if (failed is not null)
        {
            // Nothing but the connection can fail here.
            throw new OperationCanceledException("The caller hung up.", failed);
        }
    }

    private SubmitReportsResponse Malformed(long index) => new()
    {
        Index = index,
        Error = errors.Of(StatusCode.InvalidArgument, CommonReasons.MalformedMessage, "The message is no valid protobuf, or a string in it is not UTF-8."),
    };

    private SubmitReportsResponse TooLarge(long index) => new()
    {
        Index = index,
        Error = errors.Of(StatusCode.ResourceExhausted, CommonReasons.MessageTooLarge, "The message is larger than this service takes."),
    };

    private SubmitReportsResponse Refused(long index, SitrepException refusal) => new() { Index = index, Error = errors.ToStatus(refusal) };

    [LoggerMessage(EventId = 1, EventName = "StreamedReportFailed", Level = LogLevel.Error, Message = "Report {Index} of a stream failed")]
    private partial void LogReportFailed(Exception fault, long index);
}
