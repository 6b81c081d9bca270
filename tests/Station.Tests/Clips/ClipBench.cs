using AvianVox.Audio.Files;
using AvianVox.Listening.Detection;
using AvianVox.Station.Clips;
using AvianVox.Station.Clips.Retention;
using AvianVox.Station.Events;
using AvianVox.Station.Health;
using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Clips;

/// <summary>One source of 8,000 Hz and the keeper of its clips, writing to a real folder. Sample i of the source is <see cref="Sample"/>(i).</summary>
internal sealed class ClipBench : IAsyncDisposable
{
    public const int Rate = 8_000;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly TempFolder? _folder;
    private readonly IJournalAppender _journal;
    private readonly DetectionFork _detections;
    private readonly DetectionAssembler _assembler;
    private readonly RetentionService _retention;

    public ClipBench(Action<ClipsOptions>? change = null, string? folder = null, IJournalAppender? journal = null, IClipStore? store = null)
    {
        _folder = folder is null ? new TempFolder() : null;
        Folder = folder ?? _folder!.Path;
        Options = new ClipsOptions { Folder = Folder, PreRollSeconds = 2, PostRollSeconds = 1, MaxSeconds = 10, MinFreeMegabytes = 1 };
        change?.Invoke(Options);
        _journal = journal ?? Journal;
        store ??= new FileClipStore(Folder);
        _retention = new RetentionService(Options, store, _journal, TimeProvider.System, Log);
        Keeper = new ClipKeeper(Options, new ClipStorage(store, new ClipFiles(store.Folder, Options, Station), _retention), _journal, Health, TimeProvider.System, Log);
        Source = Keeper.Open("mic", Rate, Rate);
        _assembler = new DetectionAssembler(new DetectionJournal(_journal, NullLogger.Instance, TimeZoneInfo.Utc), [Keeper], TimeProvider.System, Log);
        _detections = new DetectionFork(_assembler, Source);
    }

    public static IdentityOptions Station { get; } = new() { Id = "reed-bed", Name = "Reed bed", Latitude = 52.5, Longitude = 13.4 };

    public string Folder { get; }

    public ClipsOptions Options { get; }

    public MemoryJournal Journal { get; } = new();

    public HealthReporter Health { get; } = new("test 1", TimeProvider.System);

    public ListLogger Log { get; } = new();

    public ClipKeeper Keeper { get; }

    public SourceClips Source { get; }

    /// <summary>Position behind the last sample heard.</summary>
    public long Position { get; private set; }

    /// <summary>A sample that is exact in 16 bits and tells its position within the next 30,000.</summary>
    public static float Sample(long position) => Pcm16.ToFloat((short)((position % 30_000) + 1));

    public Task StartAsync() => Keeper.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Hears so many seconds more.</summary>
    public ClipBench Hear(double seconds)
    {
        for (var left = (int)(seconds * Rate); left > 0;)
        {
            var block = new float[Math.Min(left, 1_000)];
            for (var i = 0; i < block.Length; i++)
            {
                block[i] = Sample(Position + i);
            }

            Source.Hear(Position, block);
            Position += block.Length;
            left -= block.Length;
        }

        return this;
    }

    public void Miss(double seconds, Audio.Sources.GapCause cause)
    {
        Source.Miss((long)(seconds * Rate), cause);
        Position += (long)(seconds * Rate);
    }

    /// <summary>Confirms a detection that began at a second.</summary>
    public DetectionRecord Confirm(double begin, double confidence = 0.91, string code = "common-cuckoo")
    {
        var record = Samples.Detection(label: Samples.Cuckoo with { Code = code }) with
        {
            Id = Guid.CreateVersion7(Samples.Dawn.AddSeconds(begin)),
            BeginSample = (long)(begin * Rate),
            EndSample = (long)((begin + 1) * Rate),
            Begin = Samples.Dawn.AddSeconds(begin),
            End = Samples.Dawn.AddSeconds(begin + 1),
            Confidence = confidence,
        };
        _detections.Confirmed(record);
        return record;
    }

    /// <summary>Ends it at a second.</summary>
    public void End(DetectionRecord record, double end, double? confidence = null) => _detections.Ended(record with
    {
        EndSample = (long)(end * Rate),
        End = Samples.Dawn.AddSeconds(end),
        Confidence = confidence ?? record.Confidence,
    });

    /// <summary>Waits for the event of a detection in the memory journal.</summary>
    public async Task<DetectionRecord> EventAsync(DetectionRecord record)
    {
        DetectionRecord? found = null;
        await Eventually.TrueAsync(
            () => (found = Journal.Detections.Where(pair => pair.Kind == JournalKind.Event && pair.Detection.Id == record.Id).Select(pair => pair.Detection).FirstOrDefault()) is not null,
            Bound,
            () => $"no event\n{Log}");
        return found!;
    }

    /// <summary>The samples of a clip.</summary>
    public float[] Read(string clip) => AudioFile.ReadMono(Path.Combine(Folder, clip)).Samples;

    /// <summary>Every file in the clip folder, by path below it.</summary>
    public IReadOnlyList<string> Files() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)]
        : [];

    public async ValueTask DisposeAsync()
    {
        await Keeper.StopAsync(CancellationToken.None);
        await _assembler.FlushAsync(TimeSpan.FromSeconds(1));
        Keeper.Dispose();
        _retention.Dispose();
        _folder?.Dispose();
    }
}
