using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sitrep.Sources.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Stories : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "merged_into",
                table: "sources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "boilerplate",
                table: "reports",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "credits",
                table: "reports",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "dateline",
                table: "reports",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "dateline_date",
                table: "reports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "dateline_place",
                table: "reports",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "status_reason",
                table: "reports",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "story_id",
                table: "reports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "superseded_by",
                table: "reports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "supersedes",
                table: "reports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "text_hash",
                table: "reports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "url_hash",
                table: "reports",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "recoding_id",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "recodings",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    force = table.Column<bool>(type: "INTEGER", nullable: false),
                    source_id = table.Column<string>(type: "TEXT", nullable: true),
                    not_coder_version = table.Column<string>(type: "TEXT", nullable: true),
                    published_from = table.Column<long>(type: "INTEGER", nullable: true),
                    published_until = table.Column<long>(type: "INTEGER", nullable: true),
                    start_time = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<string>(type: "TEXT", nullable: false),
                    queued = table.Column<bool>(type: "INTEGER", nullable: false),
                    report_count = table.Column<long>(type: "INTEGER", nullable: false),
                    queued_count = table.Column<long>(type: "INTEGER", nullable: false),
                    done_count = table.Column<long>(type: "INTEGER", nullable: false),
                    failed_count = table.Column<long>(type: "INTEGER", nullable: false),
                    end_time = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recodings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sketches",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    report_id = table.Column<string>(type: "TEXT", nullable: false),
                    text_hash = table.Column<long>(type: "INTEGER", nullable: false),
                    sketch = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sketches", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "source_names",
                columns: table => new
                {
                    source_id = table.Column<string>(type: "TEXT", nullable: false),
                    name_key = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_names", x => new { x.name_key, x.kind, x.source_id });
                    table.ForeignKey(
                        name: "FK_source_names_sources_source_id",
                        column: x => x.source_id,
                        principalTable: "sources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stories",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    merged_into = table.Column<string>(type: "TEXT", nullable: true),
                    lead_report_id = table.Column<string>(type: "TEXT", nullable: false),
                    lead_time = table.Column<long>(type: "INTEGER", nullable: false),
                    report_count = table.Column<int>(type: "INTEGER", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stories", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_sources_merged_into",
                table: "sources",
                column: "merged_into");

            migrationBuilder.CreateIndex(
                name: "IX_reports_story_id",
                table: "reports",
                column: "story_id");

            migrationBuilder.CreateIndex(
                name: "IX_reports_url_hash",
                table: "reports",
                column: "url_hash");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_recoding_id",
                table: "outbox",
                column: "recoding_id");

            migrationBuilder.CreateIndex(
                name: "IX_recodings_end_time",
                table: "recodings",
                column: "end_time");

            migrationBuilder.CreateIndex(
                name: "IX_sketches_report_id",
                table: "sketches",
                column: "report_id");

            migrationBuilder.CreateIndex(
                name: "IX_sketches_text_hash",
                table: "sketches",
                column: "text_hash");

            migrationBuilder.CreateIndex(
                name: "IX_source_names_source_id",
                table: "source_names",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "IX_stories_lead_time_id",
                table: "stories",
                columns: new[] { "lead_time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_stories_merged_into",
                table: "stories",
                column: "merged_into");

            migrationBuilder.AddForeignKey(
                name: "FK_sources_sources_merged_into",
                table: "sources",
                column: "merged_into",
                principalTable: "sources",
                principalColumn: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_sources_sources_merged_into",
                table: "sources");

            migrationBuilder.DropTable(
                name: "recodings");

            migrationBuilder.DropTable(
                name: "sketches");

            migrationBuilder.DropTable(
                name: "source_names");

            migrationBuilder.DropTable(
                name: "stories");

            migrationBuilder.DropIndex(
                name: "IX_sources_merged_into",
                table: "sources");

            migrationBuilder.DropIndex(
                name: "IX_reports_story_id",
                table: "reports");

            migrationBuilder.DropIndex(
                name: "IX_reports_url_hash",
                table: "reports");

            migrationBuilder.DropIndex(
                name: "IX_outbox_recoding_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "merged_into",
                table: "sources");

            migrationBuilder.DropColumn(
                name: "boilerplate",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "credits",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "dateline",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "dateline_date",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "dateline_place",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "status_reason",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "story_id",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "superseded_by",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "supersedes",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "text_hash",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "url_hash",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "recoding_id",
                table: "outbox");
        }
    }
}
