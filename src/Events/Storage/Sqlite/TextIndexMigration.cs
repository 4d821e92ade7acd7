using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sitrep.Events.Storage.Sqlite;

/// <summary>The index of words, which EF's model does not know: FTS5 without contents, a row a report and day under <see cref="TextKeys"/>.</summary>
[DbContext(typeof(SqliteEventsDbContext))]
[Migration("20261128100001_TextIndex")]
internal sealed class TextIndexMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "CREATE VIRTUAL TABLE event_texts USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE event_texts;");
}
