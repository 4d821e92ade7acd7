using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Sitrep.Events.Storage.Postgres.Migrations
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
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    removed = table.Column<bool>(type: "boolean", nullable: false),
                    time = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_changes", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "event_revisions",
                columns: table => new
                {
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    data = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_revisions", x => new { x.event_id, x.revision });
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    coded_from = table.Column<string>(type: "text", nullable: false),
                    coder_version = table.Column<string>(type: "text", nullable: false),
                    skip_reason = table.Column<string>(type: "text", nullable: false),
                    cache_key = table.Column<string>(type: "text", nullable: false),
                    report = table.Column<byte[]>(type: "bytea", nullable: false),
                    source = table.Column<byte[]>(type: "bytea", nullable: false),
                    analysis = table.Column<byte[]>(type: "bytea", nullable: false),
                    update_time = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reports", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "store",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    database_id = table.Column<string>(type: "text", nullable: false),
                    pruned_sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    date_order = table.Column<int>(type: "integer", nullable: false),
                    end_day = table.Column<int>(type: "integer", nullable: true),
                    is_long = table.Column<bool>(type: "boolean", nullable: false),
                    report = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    position = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    incident = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    type = table.Column<short>(type: "smallint", nullable: false),
                    factuality = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    review_status = table.Column<short>(type: "smallint", nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    killed = table.Column<long>(type: "bigint", nullable: true),
                    confidence = table.Column<double>(type: "double precision", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "event_terms",
                columns: table => new
                {
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    date_order = table.Column<int>(type: "integer", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_terms", x => new { x.kind, x.value, x.date_order, x.event_id });
                    table.ForeignKey(
                        name: "FK_event_terms_events_event_id",
                        column: x => x.event_id,
                        principalTable: "events",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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
            migrationBuilder.Sql("INSERT INTO store (id, database_id, pruned_sequence) VALUES (1, replace(gen_random_uuid()::text, '-', ''), 0)");
        }
    }
}
