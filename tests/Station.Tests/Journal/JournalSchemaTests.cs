using AvianVox.Station.Journal;
using AvianVox.TestSupport;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Tests.Journal;

public sealed class JournalSchemaTests
{
    [Theory]
    [InlineData(1, "id TEXT!, source TEXT!, code TEXT!, scientific_name TEXT!, common_name TEXT!, begin_ms INTEGER!, end_ms INTEGER!, peak_ms INTEGER!, begin_sample INTEGER!, end_sample INTEGER!, peak_sample INTEGER!, confidence REAL!, threshold REAL!, windows INTEGER!, model TEXT!, ended INTEGER!")]
    [InlineData(2, "id TEXT!, source TEXT!, code TEXT!, scientific_name TEXT!, common_name TEXT!, begin_ms INTEGER!, end_ms INTEGER!, peak_ms INTEGER!, begin_sample INTEGER!, end_sample INTEGER!, peak_sample INTEGER!, confidence REAL!, threshold REAL!, windows INTEGER!, model TEXT!, ended INTEGER!, clip TEXT, clip_gone_ms INTEGER")]
    [InlineData(5, "id TEXT!, source TEXT!, code TEXT!, scientific_name TEXT!, common_name TEXT!, begin_ms INTEGER!, end_ms INTEGER!, peak_ms INTEGER!, begin_sample INTEGER!, end_sample INTEGER!, peak_sample INTEGER!, confidence REAL!, threshold REAL!, windows INTEGER!, model TEXT!, ended INTEGER!, clip TEXT, clip_gone_ms INTEGER, picture TEXT")]
    public void Detections_have_the_columns_that_each_version_had_in_the_field(int version, string columns)
    {
        using var folder = new TempFolder();
        using var connection = JournalFiles.Connect(folder.File("journal.db"), SqliteOpenMode.ReadWriteCreate);
        JournalSchema.Migrate(connection, "journal.db", version);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(name || ' ' || type || iif(\"notnull\", '!', ''), ', ') FROM pragma_table_info('detections')";
        Assert.Equal(columns, command.ExecuteScalar());
        Assert.Equal(1, JournalFiles.Number(connection, "SELECT count(*) FROM pragma_table_info('detections') WHERE pk = 1 AND name = 'id'"));
        Assert.Equal(1, JournalFiles.Number(connection, "SELECT strict FROM pragma_table_list WHERE name = 'detections'"));
    }
}
