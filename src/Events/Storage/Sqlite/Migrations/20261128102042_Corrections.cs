using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sitrep.Events.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Corrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "adm1",
                table: "events",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "author",
                table: "events",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "country",
                table: "events",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "injured",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "events",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "author",
                table: "event_revisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "event_revisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "event_bodies",
                columns: table => new
                {
                    event_id = table.Column<long>(type: "INTEGER", nullable: false),
                    data = table.Column<byte[]>(type: "BLOB", nullable: false),
                    coded = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_bodies", x => x.event_id);
                    table.ForeignKey(
                        name: "FK_event_bodies_events_event_id",
                        column: x => x.event_id,
                        principalTable: "events",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recoding_differences",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    coder_version = table.Column<string>(type: "TEXT", nullable: false),
                    event_id = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    former_version = table.Column<string>(type: "TEXT", nullable: false),
                    change = table.Column<short>(type: "INTEGER", nullable: false),
                    fields = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recoding_differences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "report_texts",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    report = table.Column<string>(type: "TEXT", nullable: false),
                    words = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_texts", x => x.number);
                    table.ForeignKey(
                        name: "FK_report_texts_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_recoding_differences_version",
                table: "recoding_differences",
                column: "coder_version");

            migrationBuilder.CreateIndex(
                name: "ix_report_texts_report",
                table: "report_texts",
                column: "report",
                unique: true);

            // What events say moves to a table of its own. Country and division of earlier events come with their next coding.
            migrationBuilder.Sql("INSERT INTO event_bodies (event_id, data) SELECT id, data FROM events;");
            migrationBuilder.Sql("ALTER TABLE events DROP COLUMN data;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "event_bodies");

            migrationBuilder.DropTable(
                name: "recoding_differences");

            migrationBuilder.DropTable(
                name: "report_texts");

            migrationBuilder.DropColumn(
                name: "adm1",
                table: "events");

            migrationBuilder.DropColumn(
                name: "author",
                table: "events");

            migrationBuilder.DropColumn(
                name: "country",
                table: "events");

            migrationBuilder.DropColumn(
                name: "injured",
                table: "events");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "events");

            migrationBuilder.DropColumn(
                name: "author",
                table: "event_revisions");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "event_revisions");

            migrationBuilder.AddColumn<byte[]>(
                name: "data",
                table: "events",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);
        }
    }
}
