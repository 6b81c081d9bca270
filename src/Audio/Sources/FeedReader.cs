using System.Runtime.CompilerServices;
using AvianVox.Dsp.Buffers;

namespace AvianVox.Audio.Sources;

/// <summary>
/// One reader of a <see cref="SampleFeed"/>: reads at its own place, and waits for what is not there yet. One thread at a time.
/// </summary>
public sealed class FeedReader : IDisposable
{
    private readonly SampleFeed _feed;
    private readonly RingReader _reader;

    /// <summary>Wakes the reader: something was written, or look for yourself.</summary>
    private readonly AsyncSignal _samples;

    private int _isDisposed;

    internal FeedReader(SampleFeed feed, RingReader reader, AsyncSignal samples)
    {
        _feed = feed;
        _reader = reader;
        _samples = samples;
    }

    /// <summary>Samples that the ring holds.</summary>
    public int Capacity => _feed.Capacity;

    /// <summary>Position of the next sample or gap. Any thread may ask.</summary>
    public long Position => _reader.Position;

    /// <summary>Samples written and not yet read. Any thread may ask.</summary>
    public int Pending => _reader.Available;

    /// <summary>Reads the next samples or the next skip. Never waits.</summary>
    /// <param name="destination">Receives at most its length in samples.</param>
    /// <returns>Samples, or a skip (a <see cref="GapCause"/> as number, or <see cref="RingRead.OverrunCause"/>), or nothing.</returns>
    public RingRead Read(Span<float> destination)
    {
        var read = _reader.Read(destination);
        if (!read.IsEmpty)
        {
            _feed.HasRead();
        }

        return read;
    }

    /// <summary>Waits until <see cref="Read"/> has samples or a skip to give.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False when the source has ended and everything was read.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitForSamplesAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // First: what is written before the end must be seen after it.
            var completed = _feed.IsComplete;
            if (HasUnread)
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

    /// <summary>Leaves the feed: a source waits for this reader no longer.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _reader.Dispose();
            _samples.Dispose();
            _feed.Forget(this);
        }
    }

    /// <summary>Wakes it where there is something to read, or nothing will come any more. The feed's thread.</summary>
    internal void Wake()
    {
        if (HasUnread || _feed.IsComplete)
        {
            _samples.Set();
        }
    }

    /// <summary>Others than the reader see a past moment, which at worst wakes it for nothing.</summary>
    private bool HasUnread => _feed.Position > _reader.Position;
}
