using System.Text.Json;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Records;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Journal;

/// <summary>What was logged while the clock was wrong, and what becomes of it.</summary>
public sealed class JournalClockTests : IDisposable
{
    private static readonly TimeSpan Wrong = TimeSpan.FromDays(100);

    /// <summary>90 days and 12.5 s: the clock was behind by that much.</summary>
    private static readonly TimeSpan Right = Wrong + new TimeSpan(90, 0, 0, 12, 500);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_and_gaps_are_corrected_in_their_order_and_the_log_before_stands()
    {
        await using var journal = Open();
        journal.Append(JournalKind.Detection, Samples.Detection(1) with { Clock = Basis(Wrong) });
        var heard = Samples.Detection(2) with { Clock = Basis(Wrong) };
        journal.Append(JournalKind.Detection, heard);
        journal.Append(JournalKind.Event, heard);
        var gap = Samples.Gap(9) with { Clock = Basis(Wrong) };
        journal.Append(gap);
        await FlushAsync(journal);
        var before = journal.Read(0, 100);
        Assert.All(before, entry => Assert.Contains("\"clock\":\"unsynchronised\",\"boot\":\"boot-1\"", entry.Payload, StringComparison.Ordinal));

        journal.Correct(Good());
        await FlushAsync(journal);

        var all = journal.Read(0, 100);
        Assert.Equal(before, all.Take(before.Count));
        var corrections = all.Skip(before.Count).ToList();
        Assert.Equal([(JournalKind.Correction, heard.Id), (JournalKind.Correction, gap.Id)], corrections.Select(entry => (entry.Kind, entry.Id)));
        var told = JsonDocument.Parse(corrections[0].Payload).RootElement;
        Assert.Equal("corrected", told.GetProperty("clock").GetString());
        Assert.Equal("event", told.GetProperty("corrects").GetString());
        Assert.Equal("2024-05-04T04:30:02.000Z", told.GetProperty("uncorrected_begin").GetString());
        Assert.Equal("2024-08-02T04:30:14.500Z", told.GetProperty("begin").GetString());
        Assert.Equal("2024-08-02T04:30:15.500Z", told.GetProperty("peak").GetString());
        Assert.Equal("2024-08-02T04:30:17.500Z", told.GetProperty("end").GetString());
        Assert.Equal(3, told.GetProperty("duration_s").GetDouble());
        Assert.Equal((Right - Wrong).TotalSeconds, told.GetProperty("shift_s").GetDouble());
        Assert.Equal(heard.BeginSample, told.GetProperty("begin_sample").GetInt64());
        Assert.Equal("gap", JsonDocument.Parse(corrections[1].Payload).RootElement.GetProperty("corrects").GetString());

        // Once is enough.
        journal.Correct(Good());
        await FlushAsync(journal);
        Assert.Equal(all.Count, journal.Read(0, 100).Count);
        Assert.Equal([Ms(1), Ms(2)], Numbers("SELECT begin_ms FROM detections ORDER BY begin_ms"));
        Assert.Equal([Ms(9)], Numbers("SELECT begin_ms FROM gaps"));
        static long Ms(int second) => (Samples.Dawn.AddSeconds(second) + (Right - Wrong)).ToUnixTimeMilliseconds();
    }

    [Fact]
    public async Task What_comes_late_from_the_old_clock_is_corrected_at_once_and_what_ends_by_the_good_one_needs_nothing()
    {
        await using var journal = Open();
        var late = Samples.Detection(1) with { Clock = Basis(Wrong) };
        var across = Samples.Detection(2) with { Clock = Basis(Wrong) };
        journal.Append(JournalKind.Detection, late);
        journal.Append(JournalKind.Detection, across);
        journal.Correct(Good());
        await FlushAsync(journal);
        journal.Append(JournalKind.Event, late);
        journal.Append(JournalKind.Event, across with { Clock = new ClockBasis("boot-1", IsSynchronised: true, Right), Begin = across.Begin + (Right - Wrong) });
        await FlushAsync(journal);
        var corrections = journal.Read(0, 100).Where(entry => entry.Kind == JournalKind.Correction).ToList();
        Assert.Equal(late.Id, Assert.Single(corrections).Id);
        Assert.Equal(0, Numbers("SELECT count(*) FROM unsynchronised").Single());
    }

    [Fact]
    public async Task An_earlier_run_since_the_same_start_is_corrected_and_one_of_another_start_is_left()
    {
        var crashed = Samples.Detection(3) with { Clock = Basis(Wrong) };
        var other = Samples.Detection(4) with { Clock = new ClockBasis("boot-0", IsSynchronised: false, Wrong) };
        await using (var first = Open())
        {
            first.Append(JournalKind.Detection, crashed);
            first.Append(JournalKind.Event, other);
        }

        await using var second = Open();
        second.Correct(Good());
        await FlushAsync(second);
        var entries = second.Read(0, 100);
        var corrected = Assert.Single(entries, entry => entry.Kind == JournalKind.Correction);
        Assert.Equal(crashed.Id, corrected.Id);
        // The end that the crash left out was written at the start, marked as it was.
        var interrupted = entries.Single(entry => entry.Kind == JournalKind.Event && entry.Id == crashed.Id);
        Assert.Contains("\"clock\":\"unsynchronised\"", interrupted.Payload, StringComparison.Ordinal);
        Assert.True(corrected.Sequence > interrupted.Sequence);
        Assert.Contains("\"interrupted\":true", corrected.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Effort_moves_to_the_minutes_in_which_it_was_made_and_stays_the_same_in_sum()
    {
        await using var journal = Open();
        journal.Add(new EffortMinute("mic", Samples.Dawn, 60, 54, 6, Basis(Wrong)));
        journal.Add(new EffortMinute("mic", Samples.Dawn.AddMinutes(1), 60, 60, 0, Basis(Wrong)));
        journal.Add(new EffortMinute("pond", Samples.Dawn, 30, 30, 0));
        journal.Correct(Good());
        // Late, from the old clock.
        journal.Add(new EffortMinute("mic", Samples.Dawn.AddMinutes(2), 60, 60, 0, Basis(Wrong)));
        await FlushAsync(journal);
        var first = (Samples.Dawn + (Right - Wrong)).AddSeconds(-12.5).ToUnixTimeMilliseconds();
        var rows = Numbers("SELECT minute_ms, captured_s, dropped_s FROM effort WHERE source = 'mic' ORDER BY minute_ms");
        double[] expected = [first, 47.5, 4.75, first + 60_000, 60, 1.25, first + 120_000, 60, 0, first + 180_000, 12.5, 0];
        Assert.Equal(expected, rows.Select(value => Math.Round(value, 6)));
        Assert.Equal([Samples.Dawn.ToUnixTimeMilliseconds(), 30], Numbers("SELECT minute_ms, captured_s FROM effort WHERE source = 'pond'"));
    }

    private static ClockBasis Basis(TimeSpan offset) => new("boot-1", IsSynchronised: false, offset);

    private static ClockBasis Good() => new("boot-1", IsSynchronised: true, Right);

    private static Task FlushAsync(SqliteJournal journal) => journal.FlushAsync(TestContext.Current.CancellationToken);

    private SqliteJournal Open() => SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);

    private List<double> Numbers(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={JournalFiles.Database(_folder.Path)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the callers pass constants
        command.CommandText = sql;
#pragma warning restore CA2100
        using var row = command.ExecuteReader();
        var numbers = new List<double>();
        while (row.Read())
        {
            for (var column = 0; column < row.FieldCount; column++)
            {
                numbers.Add(row.GetDouble(column));
            }
        }

        return numbers;
    }
}
