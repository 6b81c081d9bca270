using AvianVox.Audio.Files;
using AvianVox.Audio.Sources;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Sources;

/// <summary>A recording under the contract, whatever its pace.</summary>
public abstract class RecordingContract(RecordingPace pace, int seconds) : AudioSourceContract
{
    private const int Rate = 44_100;

    protected override string MissingName => "no-such-recording.wav";

    internal override Task<SourceUnderTest> CreateAsync()
    {
        var folder = new TempFolder();
        var path = folder.File("noise.wav");
        var noise = Noise((Rate * seconds) + 17, seed: 3);
        using (var writer = new WavWriter(path, Rate))
        {
            writer.Write(noise);
        }

        return Task.FromResult(new SourceUnderTest(
            new RecordingSource(new RecordingOptions { Path = path, Pace = pace }, TimeProvider.System),
            Rate,
            noise,
            Play: () => Task.CompletedTask,
            EndsByItself: true,
            Break: () =>
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.SetLength(100);
                return Task.CompletedTask;
            },
            Clean: () =>
            {
                folder.Dispose();
                return ValueTask.CompletedTask;
            }));
    }

    internal override Task<SourceUnderTest> CreateMissingAsync() =>
        Task.FromResult(SourceUnderTest.Missing(new RecordingSource(new RecordingOptions { Path = MissingName, Pace = pace }, TimeProvider.System), () => ValueTask.CompletedTask));
}
