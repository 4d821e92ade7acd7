using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Telemetry;

namespace Sitrep.Sources.SubmitReports;

/// <summary>Counts the open ingest streams, and refuses one too many.</summary>
internal sealed class IngestStreams(SourcesMetrics metrics, IOptions<SourcesOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private int _open;

    /// <summary>How many are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Takes a place; dispose what it returns to give it up.</summary>
    /// <exception cref="SitrepException">RESOURCE_EXHAUSTED: none is free.</exception>
    public Place Enter()
    {
        if (Interlocked.Increment(ref _open) > options.Value.MaxIngestStreams)
        {
            Interlocked.Decrement(ref _open);
            throw new SitrepException(StatusCode.ResourceExhausted, SourcesReasons.TooManyStreams, "As many ingest streams are open as are allowed.")
            {
                RetryAfter = RetryAfter,
            };
        }

        metrics.StreamOpened();
        return new Place(this);
    }

    private void Leave()
    {
        Interlocked.Decrement(ref _open);
        metrics.StreamClosed();
    }

    /// <summary>One stream's place.</summary>
    internal readonly struct Place(IngestStreams streams) : IDisposable
    {
        public void Dispose() => streams.Leave();
    }
}
