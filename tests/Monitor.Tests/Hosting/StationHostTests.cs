using AvianVox.Audio.Files;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Models;
using AvianVox.Listening.Programs;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Monitor.Tests.Hosting;

public sealed class StationHostTests
{
    [Fact]
    public async Task A_stop_while_a_device_is_opened_is_a_clean_stop()
    {
        using var folder = new TempFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var options = new StationOptions
        {
            Sources = [new SourceOptions()],
            Model = new ModelOptions { Folder = Path.Combine(ProjectRoot.Path, "models", "british-birds") },
            Data = new DataOptions { Folder = folder.Path },
            Mqtt = new MqttOptions { Mode = MqttMode.Off },
        };
        var source = new SlowSource();
        var run = StationHost.RunAsync(options, new HostSettings { IsQuiet = true, Sources = source }, stop.Token);
        await source.Opening.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Ok, await run);
    }

    [Fact]
    public async Task A_recording_into_a_damaged_journal_is_heard_into_a_new_one_for_no_other_eyes_and_the_exit_code_says_so()
    {
        using var folder = new TempFolder();
        await using (var journal = SqliteJournal.Open(folder.Path, "station", TimeProvider.System, NullLogger.Instance))
        {
            for (var i = 0; i < 400; i++)
            {
                journal.Append(JournalKind.Event, Samples.Detection(i));
            }
        }

        using (var file = new FileStream(folder.File("journal.db"), FileMode.Open))
        {
            file.Position = 4096;
            file.Write(new byte[20 * 4096]);
        }

        var recording = folder.File("20240512_083000.wav");
        WriteSilence(recording, seconds: 5);
        var options = new StationOptions
        {
            Sources = [new SourceOptions { Input = recording }],
            Model = new ModelOptions { Folder = Path.Combine(ProjectRoot.Path, "models", "british-birds") },
            Data = new DataOptions { Folder = folder.Path },
            Mqtt = new MqttOptions { Mode = MqttMode.Off },
        };
        Assert.Equal(ExitCodes.InputOutput, await StationHost.RunAsync(options, new HostSettings { IsQuiet = true }, TestContext.Current.CancellationToken));
        Assert.Single(JournalFiles.Aside(folder.Path));
        using var reader = JournalReader.Open(folder.Path);
        Assert.InRange(reader.Effort(new DetectionQuery()).CapturedSeconds, 4.9, 5.1);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(folder.File("journal.db")) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite));
        }
    }

    /// <summary>Not quite: digital silence is a fault of its own.</summary>
    private static void WriteSilence(string path, int seconds)
    {
        var random = new Random(1);
        using var writer = new WavWriter(path, 22_050);
        writer.Write([.. Enumerable.Range(0, seconds * 22_050).Select(_ => random.NextSingle() * 1e-3f)]);
        writer.Complete();
    }

    /// <summary>A device that takes its time to open.</summary>
    private sealed class SlowSource : ISourceFactory, IAudioSource
    {
        public TaskCompletionSource Opening { get; } = new();

        public IAudioSource Create(SourceOptions options, Action<string>? tell = null) => this;

        public bool IsDevice(SourceOptions options) => true;

        public async ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation)
        {
            Opening.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return PipelineBench.Microphone();
        }

        public Task RunAsync(ISampleSink sink, CancellationToken cancellation) => throw new InvalidOperationException("It was never opened.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
