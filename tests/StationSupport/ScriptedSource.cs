using AvianVox.Audio.Sources;

namespace AvianVox.StationSupport;

/// <summary>A source that does what a test says.</summary>
internal sealed class ScriptedSource(SourceFormat format, Func<ISampleSink, CancellationToken, Task> run, Exception? openFault = null) : IAudioSource
{
    public bool IsDisposed { get; private set; }

    public ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation) =>
        openFault is null ? ValueTask.FromResult(format) : ValueTask.FromException<SourceFormat>(openFault);

    public Task RunAsync(ISampleSink sink, CancellationToken cancellation) => run(sink, cancellation);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
