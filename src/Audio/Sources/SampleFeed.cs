using System.Runtime.CompilerServices;
using AvianVox.Dsp.Buffers;

namespace AvianVox.Audio.Sources;

/// <summary>
/// The ring between a source and the pipeline, with waiting on both sides. One source writes, one reader reads.
/// Drop rule: a source that cannot wait overwrites the oldest unread samples; <see cref="Read"/> tells each loss
/// (<see cref="RingRead.OverrunCause"/>), and the sum of reads and skips is always <see cref="Position"/>.
/// </summary>
/// <remarks>
/// <see cref="Write"/> and <see cref="WriteGap"/> may run in an audio callback, where not even a wake-up is allowed; so the reader looks
/// every <see cref="PollInterval"/>, or more often where that is asked for. A source that waits for space takes no such care and wakes the reader at once.
/// </remarks>
public sealed class SampleFeed : ISampleSink, IDisposable
{
    /// <summary>How long a written sample lies at most before a waiting reader sees it, where nothing else is asked for.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>The same where it is wanted soon; costs the processor more.</summary>
    public static readonly TimeSpan PromptPollInterval = TimeSpan.FromMilliseconds(10);

    private readonly SampleRing _ring;
    private readonly RingReader _reader;

    /// <summary>Wakes the reader: something was written, or look for yourself.</summary>
    private readonly AsyncSignal _samples;

    /// <summary>Wakes the source: something was read.</summary>
    private readonly AsyncSignal _space;

    private long _captured;
    private bool _completed;

    /// <summary>Creates an empty feed.</summary>
    /// <param name="capacitySamples">Samples it holds; at least 2. A live source needs as many as the reader may be late.</param>
    /// <param name="time">Clock of the poll interval.</param>
    /// <param name="isPrompt">Whether samples are wanted soon.</param>
    public SampleFeed(int capacitySamples, TimeProvider time, bool isPrompt = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacitySamples, 2);
        ArgumentNullException.ThrowIfNull(time);
        _ring = new SampleRing(capacitySamples);
        _reader = _ring.CreateReader();
        _samples = new AsyncSignal(isPrompt ? PromptPollInterval : PollInterval, time);
        _space = new AsyncSignal(Timeout.InfiniteTimeSpan, time);
    }

    /// <inheritdoc />
    public long Position => _ring.Position;

    /// <summary>Samples written so far, gaps not counted. Any thread may ask.</summary>
    public long Captured => Volatile.Read(ref _captured);

    /// <summary>Samples written and not yet read. Any thread may ask.</summary>
    public int Pending => _reader.Available;

    /// <inheritdoc />
    public void Write(ReadOnlySpan<float> samples)
    {
        _ring.Write(samples);
        Volatile.Write(ref _captured, _captured + samples.Length);
    }

    /// <inheritdoc />
    public void WriteGap(long samples, GapCause cause) => _ring.WriteGap(samples, (int)cause);

    /// <inheritdoc />
    public async ValueTask WaitForSpaceAsync(int samples, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, _ring.Capacity / 2);
        if (HasUnread())
        {
            _samples.Set();
        }

        while (_ring.FreeSpace < samples)
        {
            await _space.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the next samples or the next skip. Never waits. Reader only.</summary>
    /// <param name="destination">Receives at most its length in samples.</param>
    /// <returns>Samples, or a skip (a <see cref="GapCause"/> as number, or <see cref="RingRead.OverrunCause"/>), or nothing.</returns>
    public RingRead Read(Span<float> destination)
    {
        var read = _reader.Read(destination);
        if (!read.IsEmpty)
        {
            _space.Set();
        }

        return read;
    }

    /// <summary>Waits until <see cref="Read"/> has samples or a skip to give. Reader only.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False when the source has ended and everything was read.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitForSamplesAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // First: what is written before the end must be seen after it.
            var completed = Volatile.Read(ref _completed);
            if (HasUnread())
            {
                return true;
            }

            if (completed)
            {
                return false;
            }

            await _samples.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Says that the source has ended: nothing is written after this.</summary>
    public void Complete()
    {
        Volatile.Write(ref _completed, true);
        _samples.Set();
    }

    /// <summary>Ends the polling. Nobody may be waiting.</summary>
    public void Dispose()
    {
        _samples.Dispose();
        _space.Dispose();
    }

    /// <summary>Whether samples or gaps are unread. The writer may ask too: it then sees a past moment, which at worst wakes the reader for nothing.</summary>
    private bool HasUnread() => _ring.Position > _reader.Position;
}
