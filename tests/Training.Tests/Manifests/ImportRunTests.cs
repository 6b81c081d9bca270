using AvianVox.TestSupport;
using AvianVox.Training.Files;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Tests.Manifests;

/// <summary>Imports that are many, stopped, or run out of room.</summary>
public sealed class ImportRunTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task One_corrupt_file_among_many_is_left_out_alone()
    {
        for (var i = 0; i < 120; i++)
        {
            Tones.Write(_temp.File($"in/Turdus merula/{i:000}.wav"), seconds: 0.05, frequency: 300 + 10 * i);
        }

        File.WriteAllText(_temp.File("in/Turdus merula/060.wav"), "RIFF, but no sound");
        var read = 0;
        var outcome = await new ImportRun { Out = _temp.File("set") }.RunAsync(
            Candidates(), [], n => InterlockedMax(ref read, n), TestContext.Current.CancellationToken);
        Assert.Equal((119, 120), (outcome.Added.Count, read));
        Assert.Contains("060.wav", Assert.Single(outcome.Faults), StringComparison.Ordinal);
        Assert.Equal(outcome.Added, Manifest.Load(outcome.Manifest));
        Assert.Equal(outcome.Added.OrderBy(e => e.File, StringComparer.Ordinal), outcome.Added);
    }

    [Fact]
    public async Task A_full_disk_leaves_no_half_copy_and_no_manifest()
    {
        Tones.Write(_temp.File("in/Turdus merula/a.wav"), frequency: 500);
        Tones.Write(_temp.File("in/Turdus merula/b.wav"), frequency: 600);
        var run = new ImportRun
        {
            Out = _temp.File("set"),
            Copy = true,
            CreateCopy = path => new QuotaStream(File.Create(path), path.Contains("b.wav", StringComparison.Ordinal) ? 100 : 1_000_000),
        };
        var fault = await Assert.ThrowsAsync<StorageException>(
            () => run.RunAsync(Candidates(), [], _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["a.wav"], Directory.EnumerateFiles(_temp.File("set"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        var outcome = await new ImportRun { Out = _temp.File("set"), Copy = true }.RunAsync(
            Candidates(), [], _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(["turdus-merula/a.wav", "turdus-merula/b.wav"], outcome.Added.Select(e => e.File));
    }

    [Fact]
    public async Task A_stopped_import_leaves_the_manifest_as_it_was()
    {
        Tones.Write(_temp.File("in/Turdus merula/a.wav"));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ImportRun { Out = _temp.File("set") }.RunAsync(Candidates(), [], _ => stop.Cancel(), stop.Token));
        Assert.False(Directory.Exists(_temp.File("set")));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private IReadOnlyList<ImportCandidate> Candidates() =>
        new FolderCandidates().List(_temp.File("in"), Assert.Fail, TestContext.Current.CancellationToken);
}
