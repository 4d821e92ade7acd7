using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sitrep.Events.Storage.Postgres;

/// <summary>
/// Tells the planner which values go with which kind. Taking the two for independent it thought a country's events a tenth as many as they are, and sorted
/// them all for the sake of fifty.
/// </summary>
[DbContext(typeof(PostgresEventsDbContext))]
[Migration("20261128150001_TermStatistics")]
internal sealed class TermStatisticsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE STATISTICS event_terms_values (mcv, dependencies) ON kind, value FROM event_terms;");
        migrationBuilder.Sql("ALTER STATISTICS event_terms_values SET STATISTICS 1000;");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP STATISTICS event_terms_values;");
}
