using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Sitrep.Events.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Incidents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "join_cursor",
                table: "store",
                type: "bigint",
                nullable: false,
                defaultValue: -1L);

            migrationBuilder.AddColumn<string>(
                name: "join_version",
                table: "store",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "is_incident",
                table: "changes",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "event_edges",
                columns: table => new
                {
                    low_id = table.Column<long>(type: "bigint", nullable: false),
                    high_id = table.Column<long>(type: "bigint", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_edges", x => new { x.low_id, x.high_id });
                });

            migrationBuilder.CreateTable(
                name: "event_signatures",
                columns: table => new
                {
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    block_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    start_day = table.Column<int>(type: "integer", nullable: false),
                    end_day = table.Column<int>(type: "integer", nullable: false),
                    type = table.Column<short>(type: "smallint", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_signatures", x => x.event_id);
                });

            migrationBuilder.CreateTable(
                name: "incident_decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    author = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    time = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_decisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "incident_revisions",
                columns: table => new
                {
                    incident_id = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: false),
                    members = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_revisions", x => new { x.incident_id, x.revision });
                });

            migrationBuilder.CreateTable(
                name: "incidents",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    date_order = table.Column<int>(type: "integer", nullable: false),
                    end_day = table.Column<int>(type: "integer", nullable: true),
                    is_long = table.Column<bool>(type: "boolean", nullable: false),
                    event_count = table.Column<int>(type: "integer", nullable: false),
                    independent_sources = table.Column<int>(type: "integer", nullable: false),
                    killed = table.Column<long>(type: "bigint", nullable: true),
                    injured = table.Column<long>(type: "bigint", nullable: true),
                    part_of = table.Column<long>(type: "bigint", nullable: true),
                    merged_into = table.Column<long>(type: "bigint", nullable: true),
                    founder = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: false),
                    members = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incidents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "incident_decision_events",
                columns: table => new
                {
                    decision_id = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    side = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_decision_events", x => new { x.event_id, x.decision_id });
                    table.ForeignKey(
                        name: "FK_incident_decision_events_incident_decisions_decision_id",
                        column: x => x.decision_id,
                        principalTable: "incident_decisions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_event_edges_high",
                table: "event_edges",
                column: "high_id");

            migrationBuilder.CreateIndex(
                name: "ix_event_signatures_block",
                table: "event_signatures",
                columns: new[] { "block_key", "start_day" });

            migrationBuilder.CreateIndex(
                name: "IX_incident_decision_events_decision_id",
                table: "incident_decision_events",
                column: "decision_id");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_date",
                table: "incidents",
                columns: new[] { "date_order", "id" },
                filter: "event_count > 0");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_merged",
                table: "incidents",
                column: "merged_into",
                filter: "merged_into IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_part_of",
                table: "incidents",
                column: "part_of",
                filter: "part_of IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "event_edges");

            migrationBuilder.DropTable(
                name: "event_signatures");

            migrationBuilder.DropTable(
                name: "incident_decision_events");

            migrationBuilder.DropTable(
                name: "incident_revisions");

            migrationBuilder.DropTable(
                name: "incidents");

            migrationBuilder.DropTable(
                name: "incident_decisions");

            migrationBuilder.DropColumn(
                name: "join_cursor",
                table: "store");

            migrationBuilder.DropColumn(
                name: "join_version",
                table: "store");

            migrationBuilder.DropColumn(
                name: "is_incident",
                table: "changes");
        }
    }
}
