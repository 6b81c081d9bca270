using AvianVox.Audio.Sources;
using AvianVox.Listening.Models;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

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

    /// <summary>A device that takes its time to open.</summary>
    private sealed class SlowSource : ISourceFactory, IAudioSource
    {
        public TaskCompletionSource Opening { get; } = new();

        public IAudioSource Create(SourceOptions options) => this;

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
