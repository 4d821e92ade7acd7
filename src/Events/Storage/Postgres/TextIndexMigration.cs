using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sitrep.Events.Storage.Postgres;

/// <summary>The index of words, which EF's model does not know: a tsvector a report and day under <see cref="TextKeys"/>.</summary>
[DbContext(typeof(PostgresEventsDbContext))]
[Migration("20261128100001_TextIndex")]
internal sealed class TextIndexMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE event_texts (key bigint PRIMARY KEY, words tsvector NOT NULL);
        CREATE INDEX ix_event_texts_words ON event_texts USING gin (words) WITH (gin_pending_list_limit = 512);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE event_texts;");
}
