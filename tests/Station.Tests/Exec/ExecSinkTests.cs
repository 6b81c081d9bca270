using System.Text.Json;
using AvianVox.Station.Exec;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using AvianVox.Station.Sinks;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Exec;

public sealed class ExecSinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_command_gets_the_entry_on_its_standard_input_and_what_it_is_in_its_environment()
    {
        var file = _folder.File("out");
        await DeliverAsync($"cat > {file}; printf '%s %s' \"$AVIANVOX_KIND\" \"$AVIANVOX_ID\" > {file}.env", Entry(4));
        using var taken = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancel));
        Assert.Equal(("event", 4L), (taken.RootElement.GetProperty("kind").GetString(), taken.RootElement.GetProperty("sequence").GetInt64()));
        Assert.Equal($"event {Entry(4).Id}", await File.ReadAllTextAsync(file + ".env", Cancel));
    }

    [Fact]
    public async Task A_command_that_does_not_read_or_writes_much_is_no_fault()
    {
        await DeliverAsync("true", Entry(1));
        await DeliverAsync("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2", Entry(1));
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_killed_with_what_it_started()
    {
        var file = _folder.File("pid");
        var error = await Assert.ThrowsAsync<SinkException>(() => DeliverAsync($"sleep 300 & echo $! > {file}; wait", Entry(1), timeout: 1));
        Assert.Contains("did not end within 1 s and was killed", error.Message, StringComparison.Ordinal);
        Assert.Equal(SinkFault.Failed, error.Fault);
        var child = (await File.ReadAllTextAsync(file, Cancel)).Trim();
        // A killed process whose parent is gone is waited for by the first one; until then its state is Z.
        await Eventually.TrueAsync(() => !File.Exists($"/proc/{child}/stat") || File.ReadAllText($"/proc/{child}/stat").Contains(") Z", StringComparison.Ordinal), TimeSpan.FromSeconds(20), () => "the child still runs");
    }

    [Theory]
    [InlineData("echo 'no bird' >&2; exit 3", "Failed", "ended with 3 (no bird)")]
    [InlineData("exit 75", "Down", "ended with 75")]
    [InlineData("/no/such/program", "Refused", "check Exec:Command")]
    public async Task What_a_command_ends_with_is_told_and_means_something(string command, string fault, string part)
    {
        var error = await Assert.ThrowsAsync<SinkException>(() => DeliverAsync(command, Entry(1)));
        Assert.Equal(fault, error.Fault.ToString());
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_run_at_once_than_are_allowed_and_they_are_counted_in_order()
    {
        var script = $"mkdir {_folder.Path}/run-$AVIANVOX_ID; ls -d {_folder.Path}/run-* | wc -l >> {_folder.Path}/counts; sleep 0.05; rmdir {_folder.Path}/run-$AVIANVOX_ID";
        await using var sink = new ExecSink(new ExecOptions { Command = script, AtOnce = 3 }, TimeProvider.System);
        var delivered = new List<long>();
        await sink.DeliverAsync([.. Enumerable.Range(1, 12).Select(i => Entry(i))], entry => delivered.Add(entry.Sequence), Cancel);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), delivered);
        var counts = (await File.ReadAllLinesAsync(_folder.File("counts"), Cancel)).Select(int.Parse).ToList();
        Assert.Equal(12, counts.Count);
        Assert.InRange(counts.Max(), 2, 3);
    }

    private static JournalEntry Entry(long sequence)
    {
        var detection = Samples.Detection((int)sequence) with { Id = new Guid((int)sequence, 0, 0, new byte[8]) };
        return new JournalEntry(sequence, JournalKind.Event, detection.Id, "mic", JournalJson.Detection("reed-bed", detection, ended: true));
    }

    private static async Task DeliverAsync(string command, JournalEntry entry, double timeout = 30)
    {
        await using var sink = new ExecSink(new ExecOptions { Command = command, TimeoutSeconds = timeout }, TimeProvider.System);
        await sink.DeliverAsync([entry], _ => { }, Cancel);
    }
}
