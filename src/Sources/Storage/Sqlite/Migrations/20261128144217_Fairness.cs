using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sitrep.Sources.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Fairness : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "lane",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "turn",
                table: "outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // What waits already keeps its order within its lane's turn, which is the same for all of it.
            migrationBuilder.Sql("UPDATE outbox SET lane = coalesce(recoding_id, (SELECT source_id FROM reports WHERE reports.id = outbox.report_id))");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_lane_turn",
                table: "outbox",
                columns: new[] { "lane", "turn" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_turn_report_id",
                table: "outbox",
                columns: new[] { "turn", "report_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_lane_turn",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "IX_outbox_turn_report_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "lane",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "turn",
                table: "outbox");
        }
    }
}
