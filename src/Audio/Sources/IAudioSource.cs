namespace AvianVox.Audio.Sources;

/// <summary>
/// A stream of mono samples: a microphone, a recording, raw samples on standard input. One contract:
/// open, run once until the source ends, fails or is cancelled, dispose. A source that failed is not reused;
/// its owner makes a new one.
/// </summary>
public interface IAudioSource : IAsyncDisposable
{
    /// <summary>Opens the device or file and tells its format; no sample flows yet.</summary>
    /// <param name="cancellation">Gives up opening.</param>
    /// <exception cref="AudioException">The source cannot be opened; the message names it, the fault and the way out.</exception>
    ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation);

    /// <summary>
    /// Delivers samples until the source ends (returns) or fails (throws). When it returns or throws, no further sample is written.
    /// </summary>
    /// <param name="sink">Receives every sample, in order.</param>
    /// <param name="cancellation">Stops a source early; the method then returns normally.</param>
    /// <exception cref="AudioException">The device was lost, gave no samples in time, or the file is damaged.</exception>
    Task RunAsync(ISampleSink sink, CancellationToken cancellation);
}
