using AvianVox.Training.Fetching;

namespace AvianVox.Training.Predicting;

/// <summary>Fetches sounds by their addresses into a folder that is deleted on disposal.</summary>
internal sealed class RemoteSound : IFetchMonitor, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("avianvox-predict-").FullName;
    private readonly Downloader _downloader;
    private readonly Action<string> _warn;
    private int _fetched;

    /// <summary>Prepares.</summary>
    /// <param name="http">Client without a time limit of its own.</param>
    /// <param name="policy">How patient and how polite.</param>
    /// <param name="time">Clock of all waits.</param>
    /// <param name="warn">Receives one line per fault that is tried again.</param>
    public RemoteSound(HttpClient http, TransferPolicy policy, TimeProvider time, Action<string> warn)
    {
        _warn = warn;
        _downloader = new Downloader(new Transfer(http, policy, time, this), this, Downloader.OpenFile);
    }

    /// <summary>The address that a source is; null where it is a path.</summary>
    /// <param name="source">Path or address.</param>
    public static Uri? Address(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;

    /// <summary>Fetches a sound.</summary>
    /// <param name="address">Address.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Path of the file; the caller may delete it.</returns>
    /// <exception cref="TransferException">Refused, or given up.</exception>
    /// <exception cref="Files.StorageException">The disk is full or failed.</exception>
    public async Task<string> FetchAsync(Uri address, CancellationToken stop)
    {
        var path = Path.Combine(_folder, $"{++_fetched}");
        await _downloader.FetchAsync($"{address}", address, path, stop).ConfigureAwait(false);
        return path;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <inheritdoc />
    void IFetchMonitor.Say(string message) => _warn(message);

    /// <inheritdoc />
    void IFetchMonitor.Warn(string message) => _warn(message);

    /// <inheritdoc />
    void IFetchMonitor.Waiting(TimeSpan pause, string? why)
    {
        if (why is not null)
        {
            _warn(FormattableString.Invariant($"{why}; tried again in {pause.TotalSeconds:0} s"));
        }
    }

    /// <inheritdoc />
    void IFetchMonitor.Planned(int files)
    {
    }

    /// <inheritdoc />
    void IFetchMonitor.Begin(RemoteRecording recording)
    {
    }

    /// <inheritdoc />
    void IFetchMonitor.Received(int count)
    {
    }

    /// <inheritdoc />
    void IFetchMonitor.Done()
    {
    }
}
