using AvianVox.Station.Clips;
using AvianVox.Station.Clips.Retention;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Clips.Retention;

/// <summary>Retention over real files and a clock of the test's own.</summary>
public sealed class RetentionServiceTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Now);
    private readonly MemoryJournal _journal = new();
    private readonly ListLogger _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Clip_and_picture_go_together_and_the_journal_remembers()
    {
        var old = Clip("2026-03-01/20260301T050000Z_mic_wren_0.80", days: 60);
        var best = Clip("2026-03-01/20260301T050500Z_mic_wren_0.99", days: 60);
        var young = Clip("2026-04-30/20260430T050000Z_mic_wren_0.50", days: 1);
        var service = Service(new ClipsOptions { MaxAgeDays = 30, KeepBest = 1, MinFreeMegabytes = 1 });
        service.Tidy();
        Assert.Equal([best + ".flac", best + ".png", young + ".flac", young + ".png"], Files());
        Assert.Equal([old + ".flac"], _journal.Forgotten);
        Assert.Equal(new RetentionState(2, 600, 1, null), service.Last);
    }

    [Fact]
    public void Files_of_others_are_neither_counted_nor_touched()
    {
        Write("2026-03-01/notes.txt", 5_000, 60);
        Write("wren.flac", 5_000, 60);
        Write("favourites/20260301T050000Z_mic_wren_0.80.flac", 5_000, 60);
        var service = Service(new ClipsOptions { MaxAgeDays = 1, KeepBest = 0, MinFreeMegabytes = 1 });
        service.Tidy();
        Assert.Equal(3, Files().Count);
        Assert.Equal(new RetentionState(0, 0, 0, null), service.Last);
    }

    [Fact]
    public void What_an_interrupted_write_left_goes_once_nothing_can_be_writing_it()
    {
        Write("2026-04-30/.20260430T050000Z_mic_wren_0.50.flac.part", 10, 1);
        Write("2026-04-30/20260430T050000Z_mic_wren_0.50.png", 10, 1);
        Write("2026-05-01/.20260501T115900Z_mic_wren_0.50.flac.part", 10, 0);
        Write("2026-05-01/20260501T115900Z_mic_wren_0.50.png", 10, 0);
        var service = Service(new ClipsOptions { MinFreeMegabytes = 1 });
        service.Tidy();
        Assert.Equal(["2026-05-01/.20260501T115900Z_mic_wren_0.50.flac.part", "2026-05-01/20260501T115900Z_mic_wren_0.50.png"], Files());
    }

    [Fact]
    public void A_bound_that_cannot_hold_is_told_once()
    {
        Clip("2026-04-30/20260430T050000Z_mic_wren_0.50", days: 1, bytes: 2_000_000);
        var service = Service(new ClipsOptions { MaxMegabytes = 1, MinFreeMegabytes = 1 });
        service.Tidy();
        service.Tidy();
        Assert.Contains("Clips:KeepBest", service.Last.Fault, StringComparison.Ordinal);
        Assert.Equal(1, _log.Count(Microsoft.Extensions.Logging.LogLevel.Warning, "Clips:MaxMegabytes"));
    }

    [Fact]
    public async Task It_looks_at_start_on_its_schedule_and_when_asked()
    {
        var service = Service(new ClipsOptions { MaxAgeDays = 30, KeepBest = 0, MinFreeMegabytes = 1, RetentionMinutes = 5 });
        var first = Clip("2026-03-01/20260301T050000Z_mic_wren_0.80", days: 60);
        await service.StartAsync(TestContext.Current.CancellationToken);
        await GoneAsync(1);

        Clip("2026-03-01/20260301T050001Z_mic_wren_0.80", days: 60);
        await Eventually.TrueAsync(() => Advanced(TimeSpan.FromMinutes(1)) && _journal.Forgotten.Count == 2, Bound, _log.ToString);
        Assert.InRange(_time.GetUtcNow() - Now, TimeSpan.FromMinutes(5), TimeSpan.FromDays(1));

        Clip("2026-03-01/20260301T050002Z_mic_wren_0.80", days: 60);
        var asked = _time.GetUtcNow();
        service.Ask();
        await Eventually.TrueAsync(() => Advanced(TimeSpan.FromMilliseconds(500)) && _journal.Forgotten.Count == 3, Bound, _log.ToString);
        Assert.InRange(_time.GetUtcNow() - asked, TimeSpan.Zero, TimeSpan.FromMinutes(4.5));
        await service.StopAsync(TestContext.Current.CancellationToken);
        service.Dispose();
        Assert.Equal(first + ".flac", _journal.Forgotten[0]);
    }

    private Task GoneAsync(int count) => Eventually.TrueAsync(() => _journal.Forgotten.Count == count, Bound, _log.ToString);

    private bool Advanced(TimeSpan step)
    {
        _time.Advance(step);
        return true;
    }

    private RetentionService Service(ClipsOptions options) => new(options, new FileClipStore(_folder.Path), _journal, _time, _log);

    private string Clip(string stem, int days, int bytes = 200)
    {
        Write(stem + ".flac", bytes, days);
        Write(stem + ".png", 100, days);
        return stem;
    }

    private void Write(string name, int bytes, int days)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[bytes]);
        File.SetLastWriteTimeUtc(path, Now.UtcDateTime.AddDays(-days));
    }

    private List<string> Files() =>
        [.. Directory.EnumerateFiles(_folder.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Select(file => Path.GetRelativePath(_folder.Path, file)).Order(StringComparer.Ordinal)];
}
