using System.Threading.Channels;
using AvianVox.Audio.Sources;
using AvianVox.Dsp.Buffers;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Resampling;
using AvianVox.Dsp.Windows;
using AvianVox.Listening.Records;
using AvianVox.Listening.Status;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// The middle stage of one source: samples from the ring to the model's rate, to windows, to the classifier's channel.
/// Allocates nothing while samples flow.
/// </summary>
/// <remarks>
/// Every sample is settled exactly once. A window settles its stride, from where the window before left off. Where a stretch
/// ends (a gap, the end), what the last window covers beyond its stride is settled with that window; the few samples
/// behind it that no window covers are dropped. At the end of a recording they are not: zeros fill one more window, so
/// that all of a recording is heard, even one shorter than a window.
/// <para>
/// Drop rule: while no window buffer is free, the stage waits and the ring fills. A recording then waits too. A live source
/// does not: once its ring is half full the newest windows are dropped, until the ring is down to a quarter, so that a
/// classifier which is too slow gets long stretches without gaps rather than every other window. Dropped windows are
/// counted in samples and become one gap of cause <see cref="GapCause.ClassifierBehind"/> ahead of the next item.
/// </para>
/// </remarks>
internal sealed class FeatureStage : IWindowSink
{
    /// <summary>Most samples taken from the ring at once.</summary>
    private const int BlockSamples = 4_096;

    /// <summary>Between two looks at the ring while no buffer is free.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);
    private readonly FeedReader _feed;

    /// <summary>Unread samples from which on a live source drops windows that find no buffer.</summary>
    private readonly int _dropAbove;

    /// <summary>Unread samples at which it stops dropping.</summary>
    private readonly int _keepBelow;
    private readonly TimeProvider _time;

    /// <summary>True where the source waits for the reader.</summary>
    private readonly bool _waits;

    /// <summary>To the model's rate.</summary>
    private readonly StreamingResampler _resampler;
    private readonly WindowStream _windows;

    /// <summary>From the model's rate to the source's.</summary>
    private readonly SampleRateMap _toSource;

    /// <summary>Samples a window covers, at the model's rate.</summary>
    private readonly int _windowSamples;

    /// <summary>
    /// Samples between the starts of two windows, at the model's rate. No more are pushed at once, so that a push yields one window at
    /// most.
    /// </summary>
    private readonly int _strideSamples;
    private readonly WindowPool _pool;
    private readonly ChannelWriter<PipelineItem> _items;
    private readonly SampleLedger _ledger;
    private readonly EffortMeter _effort;
    private readonly SourceStatus _status;

    /// <summary>Hears the samples too; null for nobody.</summary>
    private readonly ISampleTap? _tap;

    /// <summary>Samples at the source's rate.</summary>
    private readonly float[] _block = new float[BlockSamples];

    /// <summary>The same at the model's rate.</summary>
    private readonly float[] _resampled;

    /// <summary>A free buffer in hand for the next window; null while a live source has none.</summary>
    private float[]? _spare;

    /// <summary>A window that waits to be sent.</summary>
    private PipelineItem _ready;

    /// <summary>Position behind the last sample read.</summary>
    private long _position;

    /// <summary>Position up to which all samples are settled.</summary>
    private long _settled;

    /// <summary>Position behind the last sample that a window covers.</summary>
    private long _covered;

    /// <summary>First sample of the windows dropped since the last item.</summary>
    private long _droppedBegin;

    /// <summary>Samples of the windows dropped since the last item.</summary>
    private long _droppedSamples;

    /// <summary>True while windows are dropped to empty the ring.</summary>
    private bool _isDropping;

    /// <summary>True between the first sample of a stretch without gaps and its end.</summary>
    private bool _inStretch;

    /// <summary>Creates the stage.</summary>
    /// <param name="feed">The ring's reading end.</param>
    /// <param name="ringSamples">Samples the ring holds.</param>
    /// <param name="format">What the source is.</param>
    /// <param name="spec">The model's features.</param>
    /// <param name="strideFrames">Frames between two windows; 1 to the window's.</param>
    /// <param name="pool">Free window buffers.</param>
    /// <param name="items">To the classifier stage; completed when the stage returns.</param>
    /// <param name="ledger">Keeps account of samples.</param>
    /// <param name="effort">Keeps account of minutes.</param>
    /// <param name="status">Hears that samples come.</param>
    /// <param name="time">The station's time.</param>
    /// <param name="tap">Hears the samples too, before they become windows; null for nobody.</param>
    public FeatureStage(
        FeedReader feed,
        int ringSamples,
        SourceFormat format,
        FeatureSpec spec,
        int strideFrames,
        WindowPool pool,
        ChannelWriter<PipelineItem> items,
        SampleLedger ledger,
        EffortMeter effort,
        SourceStatus status,
        TimeProvider time,
        ISampleTap? tap = null)
    {
        _feed = feed;
        _dropAbove = ringSamples / 2;
        _keepBelow = ringSamples / 4;
        _time = time;
        _waits = !format.IsLive;
        _resampler = new StreamingResampler(format.SampleRate, spec.SampleRate);
        _windows = new WindowStream(spec, strideFrames);
        _toSource = new SampleRateMap(spec.SampleRate, format.SampleRate);
        _windowSamples = spec.WindowSamples;
        _strideSamples = strideFrames * spec.Hop;
        _pool = pool;
        _items = items;
        _ledger = ledger;
        _effort = effort;
        _status = status;
        _tap = tap;
        _resampled = new float[Math.Max(_resampler.MaxOutput(BlockSamples), _resampler.MaxFlush)];
    }

    /// <summary>Works until the feed is complete and read to its end, or gives up at once.</summary>
    /// <param name="stop">Once requested, the end of the feed is no end of a recording: no window is filled with zeros.</param>
    /// <param name="abort">Gives up; samples and windows under way stay pending.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        try
        {
            while (await _feed.WaitForSamplesAsync(abort))
            {
                for (var read = _feed.Read(_block); !read.IsEmpty; read = _feed.Read(_block))
                {
                    abort.ThrowIfCancellationRequested();
                    await (read.Skipped > 0 ? SkipAsync(read, abort) : HearAsync(read, abort));
                }
            }

            if (_inStretch)
            {
                await FinishAsync(_waits && !stop.IsCancellationRequested, abort);
            }
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // What is under way stays pending in the ledger.
        }
        finally
        {
            _tap?.Complete();
            _items.TryComplete();
        }
    }

    /// <inheritdoc />
    void IWindowSink.OnWindow(long firstSample, ReadOnlySpan<float> window)
    {
        var begin = _toSource.Map(firstSample);
        // The last window of a recording reaches beyond its end, into zeros.
        _covered = Math.Min(_toSource.Map(firstSample + _windowSamples), _position);
        var settledBefore = _settled;
        _settled = Math.Min(_toSource.Map(firstSample + _strideSamples), _position);
        if (_spare is null)
        {
            DropWindow(settledBefore, _settled);
            return;
        }

        window.CopyTo(_spare);
        _ready = new PipelineItem
        {
            Window = _spare,
            Begin = begin,
            Length = _covered - begin,
            SettleBegin = settledBefore,
            SettleEnd = _settled,
        };
        _spare = null;
    }

    private async ValueTask HearAsync(RingRead read, CancellationToken abort)
    {
        _ledger.Read(read.Count);
        _status.Heard();
        if (_tap is not null)
        {
            if (_waits)
            {
                await _tap.WaitForRoomAsync(read.Count, abort);
            }

            _tap.Hear(read.Position, _block.AsSpan(0, read.Count));
        }

        if (!_inStretch)
        {
            _resampler.Reset(read.Position);
            _windows.Reset(_resampler.OutputPosition);
            _settled = read.Position;
            _covered = read.Position;
            _inStretch = true;
        }

        _position = read.Position + read.Count;
        await PushAsync(_resampler.Process(_block.AsSpan(0, read.Count), _resampled), abort);
    }

    /// <summary>Hands resampled samples on, a stride at a time at most, and sends the windows they complete.</summary>
    private async ValueTask PushAsync(int count, CancellationToken abort)
    {
        for (var done = 0; done < count;)
        {
            if (_spare is null)
            {
                await RentAsync(abort);
            }

            var part = Math.Min(count - done, _strideSamples);
            _windows.Push(_resampled.AsSpan(done, part), this);
            done += part;
            if (_ready.Window is not null)
            {
                var item = WithDrops(_ready);
                _ready = default;
                _ledger.Queue(item.SettleEnd - item.SettleBegin);
                await _items.WriteAsync(item, abort);
            }
        }
    }

    /// <summary>Gets a buffer for the next window, or leaves none where a live source must drop it.</summary>
    private async ValueTask RentAsync(CancellationToken abort)
    {
        _isDropping = _isDropping && _feed.Pending > _keepBelow;
        while (!_isDropping && !_pool.TryRent(out _spare))
        {
            await _pool.WaitAsync(_waits ? Timeout.InfiniteTimeSpan : LookInterval, _time, abort);
            _isDropping = !_waits && _feed.Pending > _dropAbove;
        }
    }

    private async ValueTask SkipAsync(RingRead skip, CancellationToken abort)
    {
        GapCause cause;
        if (skip.SkipCause == RingRead.OverrunCause)
        {
            cause = GapCause.Overrun;
            _ledger.Overrun(skip.Skipped);
            _effort.Dropped(skip.Position, skip.Position + skip.Skipped);
        }
        else
        {
            cause = (GapCause)skip.SkipCause;
            if (cause != GapCause.Paused)
            {
                _ledger.Skip(skip.Skipped);
            }
        }

        if (cause is GapCause.Overrun or GapCause.Overflow)
        {
            _status.Overrun();
        }

        _tap?.Miss(skip.Skipped, cause);
        await CutAsync(new PipelineItem { GapBegin = skip.Position, GapSamples = skip.Skipped, GapCause = cause }, abort);
    }

    private async ValueTask FinishAsync(bool fill, CancellationToken abort)
    {
        if (fill)
        {
            await PushAsync(_resampler.Flush(_resampled), abort);
            while (_covered < _position)
            {
                var zeros = Math.Min(_strideSamples, _resampled.Length);
                _resampled.AsSpan(0, zeros).Clear();
                await PushAsync(zeros, abort);
            }
        }

        await CutAsync(default, abort);
    }

    /// <summary>Ends a stretch, if there is one, and sends the cut.</summary>
    private async ValueTask CutAsync(PipelineItem cut, CancellationToken abort)
    {
        if (_inStretch)
        {
            _inStretch = false;
            var covered = Math.Max(_covered, _settled);
            if (_droppedSamples > 0)
            {
                DropWindow(_settled, covered);
            }
            else
            {
                cut = cut with { SettleBegin = _settled, SettleEnd = covered };
                _ledger.Queue(covered - _settled);
            }

            _ledger.Drop(_position - covered);
            _effort.Dropped(covered, _position);
        }

        await _items.WriteAsync(WithDrops(cut), abort);
    }

    private void DropWindow(long begin, long end)
    {
        _ledger.Drop(end - begin);
        _effort.Dropped(begin, end);
        if (_droppedSamples == 0)
        {
            _status.Overrun();
            _droppedBegin = begin;
        }

        _droppedSamples += end - begin;
    }

    private PipelineItem WithDrops(PipelineItem item)
    {
        if (_droppedSamples > 0)
        {
            item = item with { DroppedBegin = _droppedBegin, DroppedSamples = _droppedSamples };
            _droppedSamples = 0;
        }

        return item;
    }
}
