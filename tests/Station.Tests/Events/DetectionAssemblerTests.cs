using AvianVox.Listening.Detection;
using AvianVox.Station.Events;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Events;

public sealed class DetectionAssemblerTests
{
    private readonly FakeTimeProvider _time = new();

    private readonly RecordingSink _sink = new();

    private readonly ListLogger _log = new();

    private readonly DetectionRecord _record = new DetectorBench().Cuckoo(0.9f, 0.9f).Sink.ConfirmedRecords[0];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Without_anything_to_wait_for_all_goes_on_at_once()
    {
        var assembler = Assembler(new Part(null));
        assembler.Confirmed(_record);
        assembler.Ended(_record);
        Assert.Same(_record, Assert.Single(_sink.ConfirmedRecords));
        Assert.Same(_record, Assert.Single(_sink.EndedRecords));
    }

    [Fact]
    public async Task An_event_waits_for_all_its_parts_and_carries_them()
    {
        var first = new TaskCompletionSource<Func<DetectionRecord, DetectionRecord>>();
        var assembler = Assembler(new Part(first.Task), new Part(Task.FromResult<Func<DetectionRecord, DetectionRecord>>(record => record with { Windows = 77 })));
        assembler.Ended(_record);
        Assert.Equal(1, assembler.Held);
        Assert.Empty(_sink.EndedRecords);
        first.SetResult(record => record with { Model = "changed" });
        await assembler.FlushAsync(TimeSpan.FromSeconds(1));
        var ended = Assert.Single(_sink.EndedRecords);
        Assert.Equal((_record.Id, "changed", 77), (ended.Id, ended.Model, ended.Windows));
        Assert.Equal(0, assembler.Held);
    }

    [Fact]
    public async Task A_part_that_fails_costs_the_event_nothing_else()
    {
        var assembler = Assembler(new Part(Task.FromException<Func<DetectionRecord, DetectionRecord>>(new IOException("no space"))));
        assembler.Ended(_record);
        await assembler.FlushAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(_record, Assert.Single(_sink.EndedRecords));
        Assert.True(_log.Has(LogLevel.Warning, "no space"), _log.ToString());
    }

    [Fact]
    public async Task A_part_that_never_comes_is_waited_for_within_the_limit()
    {
        var assembler = Assembler(new Part(new TaskCompletionSource<Func<DetectionRecord, DetectionRecord>>().Task));
        assembler.Ended(_record);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(DetectionAssembler.Limit / 10);
                return assembler.Held == 0;
            },
            TimeSpan.FromSeconds(10),
            () => "the event is still held");
        Assert.Equal(_record, Assert.Single(_sink.EndedRecords));
    }

    [Fact]
    public async Task A_station_that_stops_lets_go_of_what_is_held()
    {
        var assembler = Assembler(new Part(new TaskCompletionSource<Func<DetectionRecord, DetectionRecord>>().Task));
        assembler.Ended(_record);
        await assembler.FlushAsync(TimeSpan.Zero).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Equal(_record, Assert.Single(_sink.EndedRecords));
    }

    private DetectionAssembler Assembler(params IDetectionAttachment[] parts) => new(_sink, parts, _time, _log);

    private sealed class Part(Task<Func<DetectionRecord, DetectionRecord>>? task) : IDetectionAttachment
    {
        public Task<Func<DetectionRecord, DetectionRecord>>? Attach(DetectionRecord ended) => task;
    }
}
