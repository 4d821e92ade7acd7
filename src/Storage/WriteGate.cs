namespace Sitrep.Storage;

/// <summary>
/// SQLite has one writer. Within a process writers queue here, in order, instead of polling the busy file; PostgreSQL lets all through.
/// Hold it for a transaction only, never across an RPC.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim? _one;

    /// <summary>A gate for the database.</summary>
    public WriteGate(DatabaseKind kind) => _one = kind == DatabaseKind.Sqlite ? new SemaphoreSlim(1, 1) : null;

    /// <summary>Waits for the writer's place; dispose what it returns to give it up.</summary>
    public async ValueTask<Pass> EnterAsync(CancellationToken cancellationToken)
    {
        if (_one is not null)
        {
            await _one.WaitAsync(cancellationToken);
        }

        return new Pass(_one);
    }

    /// <inheritdoc/>
    public void Dispose() => _one?.Dispose();

    /// <summary>The writer's place.</summary>
    public readonly struct Pass : IDisposable
    {
        private readonly SemaphoreSlim? _one;

        internal Pass(SemaphoreSlim? one) => _one = one;

        /// <summary>Gives it up.</summary>
        public void Dispose() => _one?.Release();
    }
}
