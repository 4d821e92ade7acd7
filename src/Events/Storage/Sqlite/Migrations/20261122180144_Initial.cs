using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sitrep.Events.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "changes",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    event_id = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    removed = table.Column<bool>(type: "INTEGER", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_changes", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "event_revisions",
                columns: table => new
                {
                    event_id = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    report = table.Column<string>(type: "TEXT", nullable: false),
                    data = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_revisions", x => new { x.event_id, x.revision });
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    coded_from = table.Column<string>(type: "TEXT", nullable: false),
                    coder_version = table.Column<string>(type: "TEXT", nullable: false),
                    skip_reason = table.Column<string>(type: "TEXT", nullable: false),
                    cache_key = table.Column<string>(type: "TEXT", nullable: false),
                    report = table.Column<byte[]>(type: "BLOB", nullable: false),
                    source = table.Column<byte[]>(type: "BLOB", nullable: false),
                    analysis = table.Column<byte[]>(type: "BLOB", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reports", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "store",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    database_id = table.Column<string>(type: "TEXT", nullable: false),
                    pruned_sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    date_order = table.Column<int>(type: "INTEGER", nullable: false),
                    end_day = table.Column<int>(type: "INTEGER", nullable: true),
                    is_long = table.Column<bool>(type: "INTEGER", nullable: false),
                    report = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    incident = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<short>(type: "INTEGER", nullable: false),
                    factuality = table.Column<short>(type: "INTEGER", nullable: false),
                    state = table.Column<short>(type: "INTEGER", nullable: false),
                    review_status = table.Column<short>(type: "INTEGER", nullable: false),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    killed = table.Column<long>(type: "INTEGER", nullable: true),
                    confidence = table.Column<double>(type: "REAL", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    data = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_events_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Cascade);
                });

            // The key is the whole row: without a rowid the table is its own index, at half the size. EF has no word for it.
            migrationBuilder.Sql(
                """
                CREATE TABLE event_terms (
                    kind INTEGER NOT NULL,
                    value TEXT NOT NULL,
                    date_order INTEGER NOT NULL,
                    event_id INTEGER NOT NULL,
                    CONSTRAINT PK_event_terms PRIMARY KEY (kind, value, date_order, event_id),
                    CONSTRAINT FK_event_terms_events_event_id FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE
                ) WITHOUT ROWID
                """);

            migrationBuilder.CreateIndex(
                name: "ix_event_revisions_report",
                table: "event_revisions",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "ix_event_terms_event",
                table: "event_terms",
                column: "event_id");

            migrationBuilder.CreateIndex(
                name: "ix_events_date",
                table: "events",
                columns: new[] { "date_order", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_incident",
                table: "events",
                columns: new[] { "incident", "date_order", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_killed",
                table: "events",
                column: "killed");

            migrationBuilder.CreateIndex(
                name: "ix_events_long",
                table: "events",
                columns: new[] { "is_long", "date_order", "id" },
                filter: "is_long");

            migrationBuilder.CreateIndex(
                name: "ix_events_report",
                table: "events",
                columns: new[] { "report", "date_order", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_source",
                table: "events",
                columns: new[] { "source", "date_order", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_type",
                table: "events",
                columns: new[] { "type", "date_order", "id" });

            // Which database this is, for as long as it lives.
            migrationBuilder.Sql("INSERT INTO store (id, database_id, pruned_sequence) VALUES (1, lower(hex(randomblob(16))), 0)");
        }
    }
}
