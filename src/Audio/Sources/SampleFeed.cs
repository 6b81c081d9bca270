using AvianVox.Dsp.Buffers;

namespace AvianVox.Audio.Sources;

/// <summary>
/// The ring between a source and those that listen to it, with waiting on both sides. One source writes; each reader
/// (<see cref="CreateReader"/>) has a place of its own.
/// Drop rule: a source that can wait (<see cref="WaitForSpaceAsync"/>) waits for the slowest reader that is to be waited for. One that
/// cannot
/// overwrites the oldest samples, and only those readers that had not read them lose them; each is told how many
/// (<see cref="RingRead.OverrunCause"/>), and what a reader reads and skips adds up to <see cref="Position"/>, always.
/// </summary>
/// <remarks>
/// <see cref="Write"/> and <see cref="WriteGap"/> may run in an audio callback, where not even a wake-up is allowed; so a reader looks
/// every <see cref="PollInterval"/>, or more often where that is asked for. A source that waits for space takes no such care and wakes
/// the readers at once.
/// </remarks>
public sealed class SampleFeed : ISampleSink, IDisposable
{
    /// <summary>How long a written sample lies at most before a waiting reader sees it, where nothing else is asked for.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>The same where it is wanted soon; costs the processor more.</summary>
    public static readonly TimeSpan PromptPollInterval = TimeSpan.FromMilliseconds(10);

    private readonly SampleRing _ring;
    private readonly TimeProvider _time;

    /// <summary>
    /// Held while readers come and go, and while they are woken; never by <see cref="Write"/> and <see cref="WriteGap"/>.
    /// </summary>
    private readonly Lock _gate = new();

    private readonly List<FeedReader> _readers = [];

    /// <summary>Wakes the source: something was read.</summary>
    private readonly AsyncSignal _space;

    private bool _completed;

    /// <summary>Creates an empty feed.</summary>
    /// <param name="capacitySamples">Samples it holds; at least 2. A live source needs as many as a reader may be late.</param>
    /// <param name="time">Clock of the poll intervals.</param>
    public SampleFeed(int capacitySamples, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacitySamples, 2);
        ArgumentNullException.ThrowIfNull(time);
        _ring = new SampleRing(capacitySamples);
        _time = time;
        _space = new AsyncSignal(Timeout.InfiniteTimeSpan, time);
    }

    /// <inheritdoc />
    public long Position => _ring.Position;

    /// <summary>Samples it holds.</summary>
    public int Capacity => _ring.Capacity;

    /// <summary>
    /// Whether the source has ended; to be read before <see cref="Position"/>, so that what was written before the end is seen.
    /// </summary>
    internal bool IsComplete => Volatile.Read(ref _completed);

    /// <summary>Creates a reader that begins with what is written next. Any thread may ask, also while the source runs.</summary>
    /// <param name="isAwaited">
    /// Whether a source that can wait waits for it until it is disposed; false for one that looks on, such as a live listener.
    /// </param>
    /// <param name="isPrompt">Whether it wants samples within <see cref="PromptPollInterval"/>.</param>
    public FeedReader CreateReader(bool isAwaited = true, bool isPrompt = false)
    {
        var signal = new AsyncSignal(isPrompt ? PromptPollInterval : PollInterval, _time);
        var reader = new FeedReader(this, _ring.CreateReader(isAwaited), signal);
        lock (_gate)
        {
            _readers.Add(reader);
        }

        return reader;
    }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<float> samples) => _ring.Write(samples);

    /// <inheritdoc />
    public void WriteGap(long samples, GapCause cause) => _ring.WriteGap(samples, (int)cause);

    /// <inheritdoc />
    public async ValueTask WaitForSpaceAsync(int samples, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, _ring.Capacity / 2);
        WakeReaders();
        while (_ring.FreeSpace < samples)
        {
            await _space.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Says that the source has ended: nothing is written after this.</summary>
    public void Complete()
    {
        Volatile.Write(ref _completed, true);
        WakeReaders();
    }

    /// <summary>Ends the polling, also that of readers that are left. Nobody may be waiting.</summary>
    public void Dispose()
    {
        FeedReader[] readers;
        lock (_gate)
        {
            readers = [.. _readers];
        }

        foreach (var reader in readers)
        {
            reader.Dispose();
        }

        _space.Dispose();
    }

    /// <summary>Hears that a reader has read, or has gone.</summary>
    internal void HasRead() => _space.Set();

    /// <summary>Forgets a reader.</summary>
    /// <param name="reader">One of this feed's.</param>
    internal void Forget(FeedReader reader)
    {
        lock (_gate)
        {
            _readers.Remove(reader);
        }

        HasRead();
    }

    private void WakeReaders()
    {
        lock (_gate)
        {
            foreach (var reader in _readers)
            {
                reader.Wake();
            }
        }
    }
}
