using AvianVox.Audio.Files;
using AvianVox.Dsp.Features;
using AvianVox.TestSupport;
using AvianVox.Training.Data;
using AvianVox.Training.Naming;
using AvianVox.Training.Store;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Training.Tests.Store;

/// <summary>Recordings of noise, and a store for their features.</summary>
internal sealed class StoreBench : IDisposable
{
    public static readonly FeatureSpec Spec = new()
    {
        SampleRate = 8_000,
        FftSize = 256,
        Hop = 128,
        MelBands = 15,
        HighHz = 4_000,
        MfccCount = 3,
        WindowFrames = 32,
        OfflineEdges = EdgePadding.Reflect,
        OfflineClamp = DecibelClamp.File,
    };

    private readonly TempFolder _temp = new();
    private int _writes;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public List<string> Warnings { get; } = [];

    public string Cache => _temp.File("cache");

    /// <summary>Entries written so far: those that had to be computed.</summary>
    public int Writes => _writes;

    public string[] Entries =>
        Directory.Exists(Cache) ? Directory.GetFiles(Cache, "*" + EntryFile.Ending, SearchOption.AllDirectories) : [];

    public string[] AllFiles => Directory.GetFiles(Cache, "*", SearchOption.AllDirectories);

    public Recording Noise(string name, int frames, int seed = 0)
    {
        var random = new Random(seed + frames);
        using (var writer = new WavWriter(_temp.File(name), Spec.SampleRate))
        {
            writer.Write([.. Enumerable.Range(0, (frames - 1) * Spec.Hop).Select(_ => (random.NextSingle() - 0.5f) * random.NextSingle())]);
        }

        return At(name);
    }

    public Recording Text(string name, string text)
    {
        File.WriteAllText(_temp.File(name), text);
        return At(name);
    }

    public Recording At(string name) => new(_temp.File(name), "set", name, SoundClass.Noise, "", "");

    public FeatureSet Open(
        IReadOnlyList<Recording> recordings,
        FeatureSpec? spec = null,
        long limit = StoreOptions.Gibibyte,
        Func<string,
        Stream>? create = null) =>
        new FeatureStore(new StoreOptions { Folder = Cache, Limit = limit, Create = create ?? Count }, Time)
            .Open(recordings, spec ?? Spec, Warnings.Add, (_, _) => { }, TestContext.Current.CancellationToken);

    public void Dispose() => _temp.Dispose();

    private FileStream Count(string path)
    {
        Interlocked.Increment(ref _writes);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }
}
