using AvianVox.Classification.Packages;
using AvianVox.Listening.Records;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Journal;

public sealed class JournalReaderTests : IDisposable
{
    private static readonly Label Owl = new(4, "Strix aluco", "Tawny Owl", "tawny-owl", LabelKind.Bird);
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_reads_while_a_station_writes()
    {
        await using var journal = Open();
        journal.Append(JournalKind.Detection, Samples.Detection(1));
        await journal.FlushAsync(Cancel);
        using var reader = JournalReader.Open(_folder.Path);
        var row = Assert.Single(reader.Detections(new DetectionQuery()));
        Assert.False(row.Ended);
        Assert.Equal(("Common Cuckoo", Samples.Dawn.AddSeconds(1), Samples.Dawn.AddSeconds(4), 2), (row.CommonName, row.Begin, row.End, row.Windows));

        journal.Append(JournalKind.Detection, Samples.Detection(2));
        await journal.FlushAsync(Cancel);
        Assert.Equal(2, reader.Detections(new DetectionQuery()).Count());
    }

    [Fact]
    public async Task Questions_narrow_the_answer()
    {
        await using (var journal = Open())
        {
            for (var i = 0; i < 10; i++)
            {
                journal.Append(JournalKind.Detection, Samples.Detection(i * 10, i % 2 == 0 ? "mic" : "pond", i < 4 ? Owl : Samples.Cuckoo));
            }

            journal.Add(new EffortMinute("mic", Samples.Dawn, 60, 58, 2));
            journal.Add(new EffortMinute("mic", Samples.Dawn.AddMinutes(1), 30, 30, 0));
            journal.Add(new EffortMinute("pond", Samples.Dawn.AddMinutes(1), 60, 60, 0));
            journal.Add(new EffortMinute("pond", Samples.Dawn.AddMinutes(2), 0, 0, 0));
        }

        using var reader = JournalReader.Open(_folder.Path);
        int[] Begins(DetectionQuery query) => [.. reader.Detections(query).Select(row => (int)(row.Begin - Samples.Dawn).TotalSeconds)];
        Assert.Equal([0, 10, 20, 30, 40, 50, 60, 70, 80, 90], Begins(new DetectionQuery()));
        Assert.Equal([70, 80, 90], Begins(new DetectionQuery { Limit = 3 }));
        Assert.Equal([50, 60], Begins(new DetectionQuery { Since = Samples.Dawn.AddSeconds(43), Until = Samples.Dawn.AddSeconds(70) }));
        Assert.Equal([0, 20], Begins(new DetectionQuery { Species = "tawny OWL", Source = "mic" }));
        Assert.Equal([0, 10, 20, 30], Begins(new DetectionQuery { Species = "strix aluco" }));
        Assert.Equal([0, 10, 20, 30], Begins(new DetectionQuery { Species = "tawny-owl" }));
        Assert.Empty(Begins(new DetectionQuery { Species = "Strix' OR 1=1 --" }));

        Assert.Equal(new EffortTotal(2, 150, 148, 2), reader.Effort(new DetectionQuery()));
        Assert.Equal(new EffortTotal(1, 60, 58, 2), reader.Effort(new DetectionQuery { Until = Samples.Dawn.AddMinutes(1), Species = "anything" }));
        Assert.Equal(new EffortTotal(1, 60, 60, 0), reader.Effort(new DetectionQuery { Source = "pond" }));
    }

    [Fact]
    public void Where_there_is_no_journal_it_says_so_and_makes_none()
    {
        var error = Assert.Throws<JournalException>(() => JournalReader.Open(_folder.Path));
        Assert.Contains($"There is no journal in {_folder.Path}", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Other_versions_are_refused()
    {
        await Open().DisposeAsync();
        SetVersion(JournalSchema.Version + 1);
        Assert.Contains("Install the newer AvianVox", Assert.Throws<JournalException>(() => JournalReader.Open(_folder.Path)).Message, StringComparison.Ordinal);
        SetVersion(0);
        Assert.Contains("Start the station once", Assert.Throws<JournalException>(() => JournalReader.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_may_only_be_read_can_be_read()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("needs a user whom file modes bind: not root, not Windows");
            return;
        }

        await using (var journal = Open())
        {
            journal.Append(JournalKind.Detection, Samples.Detection(1));
        }

        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using var reader = JournalReader.Open(_folder.Path);
            Assert.Single(reader.Detections(new DetectionQuery()));
            var error = Assert.Throws<JournalException>(() => SqliteJournal.Open(_folder.File("below"), "reed-bed", TimeProvider.System, NullLogger.Instance));
            Assert.Contains("cannot be made", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private SqliteJournal Open() => SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);

    private void SetVersion(int version)
    {
        using var connection = JournalFiles.Connect(_folder.File("journal.db"), SqliteOpenMode.ReadWrite);
        JournalFiles.Execute(connection, $"PRAGMA user_version = {version}");
    }
}
