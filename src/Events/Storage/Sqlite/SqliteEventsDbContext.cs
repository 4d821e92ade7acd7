using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage;

namespace Sitrep.Events.Storage.Sqlite;

/// <summary>The store in a SQLite file: one writer at a time, so changes commit in order and deliveries take turns by themselves.</summary>
internal sealed class SqliteEventsDbContext(DbContextOptions<SqliteEventsDbContext> options) : EventsDbContext(options)
{
    protected override string? KeyCollation => null;

    public override Task OrderChangesAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task LockReportAsync(string report, CancellationToken cancellationToken) => Task.CompletedTask;

    public override bool LocksBlocks => false;

    public override Task LockBlockAsync(string root, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<bool> TryLockBlockAsync(string root, CancellationToken cancellationToken) => Task.FromResult(true);

    public override async Task AddTermsAsync(IReadOnlyList<EventTermRow> terms, CancellationToken cancellationToken)
    {
        await using var command = Command("INSERT INTO event_terms (kind, value, date_order, event_id) VALUES ($kind, $value, $order, $event)");
        var (kind, value, order, account) = (Parameter(command, "$kind"), Parameter(command, "$value"), Parameter(command, "$order"), Parameter(command, "$event"));
        foreach (var term in terms)
        {
            (kind.Value, value.Value, order.Value, account.Value) = (term.Kind, term.Value, term.DateOrder, term.EventId);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override async Task AddTextsAsync(IReadOnlyList<long> keys, byte[] words, CancellationToken cancellationToken)
    {
        await using var command = Command("INSERT OR REPLACE INTO event_texts (rowid, words) VALUES ($key, $words)");
        var (key, tokens) = (Parameter(command, "$key"), Parameter(command, "$words"));
        tokens.Value = string.Join(' ', TextWords.Tokens(words));
        foreach (var one in keys)
        {
            key.Value = one;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override async Task RemoveTextsAsync(IReadOnlyList<long> keys, CancellationToken cancellationToken)
    {
        await using var command = Command("DELETE FROM event_texts WHERE rowid = $key");
        var key = Parameter(command, "$key");
        foreach (var one in keys)
        {
            key.Value = one;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override Task<List<long>> FindTextsAsync(IReadOnlyList<ulong> words, long from, bool descending, int count, CancellationToken cancellationToken)
    {
        var match = string.Join(' ', words.Select(TextWords.Token));
        return (descending
            ? Database.SqlQuery<long>($"SELECT rowid AS \"Value\" FROM event_texts WHERE event_texts MATCH {match} AND rowid <= {from} ORDER BY rowid DESC LIMIT {count}")
            : Database.SqlQuery<long>($"SELECT rowid AS \"Value\" FROM event_texts WHERE event_texts MATCH {match} AND rowid >= {from} ORDER BY rowid LIMIT {count}"))
            .ToListAsync(cancellationToken);
    }

    public override IQueryable<EventRow> EventsOfTexts(IReadOnlyList<long> keys)
    {
        var pairs = $"[{string.Join(',', keys.Select(key => string.Create(CultureInfo.InvariantCulture, $"[{TextKeys.Number(key)},{TextKeys.DateOrder(key)}]")))}]";
        return Events.FromSql($"""
            SELECT e.* FROM json_each({pairs}) AS k
            JOIN report_texts AS t ON t.number = json_extract(k.value, '$[0]')
            JOIN events AS e ON e.report = t.report AND e.date_order = json_extract(k.value, '$[1]')
            """);
    }

    private DbCommand Command(string sql)
    {
        var command = Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>For `dotnet ef migrations add`.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteEventsDbContext>
    {
        public SqliteEventsDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteEventsDbContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
