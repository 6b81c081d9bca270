using AvianVox.Audio.Sources;
using AvianVox.Dsp.Buffers;
using AvianVox.Dsp.Windows;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// The middle stage of one branch: samples from the ring through the model's front end to windows, and on to the classifier's channel.
/// Allocates nothing while samples flow.
/// </summary>
/// <remarks>
/// Every sample is settled exactly once. A window settles its stride, from where the window before left off. Where a stretch
/// ends (a gap, the end), what the last window covers beyond its stride is settled with that window; the few samples
/// behind it that no window covers are dropped. At the end of a recording they are not: the recording from its beginning fills one
/// more window (<see cref="Dsp.Windows.RecordingTail"/>), so that all of a recording is heard, even one shorter than a window.
/// <para>
/// Drop rule: while no window buffer is free, the stage waits and the ring fills. A recording then waits too. A live source
/// does not: once its ring is half full the newest windows are dropped, until the ring is down to a quarter, so that a
/// classifier which is too slow gets long stretches without gaps rather than every other window. Dropped windows are
/// counted in samples and become one gap of cause <see cref="GapCause.ClassifierBehind"/> ahead of the next item.
/// </para>
/// </remarks>
internal sealed class WindowStage
{
    /// <summary>Most samples taken from the ring at once.</summary>
    public const int BlockSamples = 4_096;

    /// <summary>Between two looks at the ring while no buffer is free.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    private readonly SourceContext _source;
    private readonly FeedReader _feed;
    private readonly IWindowFrontEnd _frontEnd;
    private readonly WindowQueue _queue;
    private readonly BranchAccount _account;
    private readonly ISampleTap? _tap;

    /// <summary>Unread samples from which on a live source drops windows that find no buffer.</summary>
    private readonly int _dropAbove;

    /// <summary>Unread samples at which it stops dropping.</summary>
    private readonly int _keepBelow;

    /// <summary>True where the source waits for the reader.</summary>
    private readonly bool _waits;

    /// <summary>Samples at the source's rate.</summary>
    private readonly float[] _block = new float[BlockSamples];

    /// <summary>A free buffer in hand for the next window; null while a live source has none.</summary>
    private float[]? _spare;

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
    /// <param name="source">The source.</param>
    /// <param name="feed">The branch's place in the ring.</param>
    /// <param name="frontEnd">The model's; of this branch alone, and with blocks of <see cref="BlockSamples"/>.</param>
    /// <param name="queue">To the classifier stage; completed when the stage returns.</param>
    /// <param name="account">Keeps account of samples.</param>
    /// <param name="tap">Hears the samples too, before they become windows; null for nobody.</param>
    public WindowStage(
        SourceContext source,
        FeedReader feed,
        IWindowFrontEnd frontEnd,
        WindowQueue queue,
        BranchAccount account,
        ISampleTap? tap = null)
    {
        _source = source;
        _feed = feed;
        _frontEnd = frontEnd;
        _queue = queue;
        _account = account;
        _tap = tap;
        _dropAbove = feed.Capacity / 2;
        _keepBelow = feed.Capacity / 4;
        _waits = !source.Format.IsLive;
    }

    /// <summary>Works until the feed is complete and read to its end, or gives up at once.</summary>
    /// <param name="stop">Once requested, the end of the feed is no end of a recording: no window is filled up.</param>
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
            _queue.Writer.TryComplete();
        }
    }

    private async ValueTask HearAsync(RingRead read, CancellationToken abort)
    {
        _account.Read(read.Count);
        _source.Status.Heard();
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
            _frontEnd.Reset(read.Position);
            _settled = read.Position;
            _covered = read.Position;
            _inStretch = true;
        }

        _position = read.Position + read.Count;
        _frontEnd.Write(_block.AsSpan(0, read.Count));
        await TakeWindowsAsync(abort);
    }

    /// <summary>Sends the windows that the samples have completed.</summary>
    private async ValueTask TakeWindowsAsync(CancellationToken abort)
    {
        while (true)
        {
            if (_spare is null)
            {
                await RentAsync(abort);
            }

            if (!_frontEnd.TryAdvance(out var span))
            {
                return;
            }

            var settledBefore = _settled;
            _covered = span.End;
            _settled = span.Next;
            if (_spare is null)
            {
                DropWindow(settledBefore, _settled);
                continue;
            }

            _frontEnd.Window.CopyTo(_spare);
            var item = WithDrops(new PipelineItem
            {
                Window = _spare,
                Begin = span.Begin,
                Length = span.Length,
                SettleBegin = settledBefore,
                SettleEnd = _settled,
            });
            _spare = null;
            _account.Queue(_settled - settledBefore);
            await _queue.Writer.WriteAsync(item, abort);
        }
    }

    /// <summary>Gets a buffer for the next window, or leaves none where a live source must drop it.</summary>
    private async ValueTask RentAsync(CancellationToken abort)
    {
        _isDropping = _isDropping && _feed.Pending > _keepBelow;
        while (!_isDropping && !_queue.Pool.TryRent(out _spare))
        {
            await _queue.Pool.WaitAsync(_waits ? Timeout.InfiniteTimeSpan : LookInterval, _source.Time, abort);
            _isDropping = !_waits && _feed.Pending > _dropAbove;
        }
    }

    private async ValueTask SkipAsync(RingRead skip, CancellationToken abort)
    {
        GapCause cause;
        if (skip.SkipCause == RingRead.OverrunCause)
        {
            cause = GapCause.Overrun;
            _account.Overrun(skip.Position, skip.Position + skip.Skipped);
        }
        else
        {
            cause = (GapCause)skip.SkipCause;
            if (cause != GapCause.Paused)
            {
                _account.Skip(skip.Skipped);
            }
        }

        if (cause is GapCause.Overrun or GapCause.Overflow)
        {
            _source.Status.Overrun();
        }

        _tap?.Miss(skip.Skipped, cause);
        await CutAsync(new PipelineItem { GapBegin = skip.Position, GapSamples = skip.Skipped, GapCause = cause }, abort);
    }

    private async ValueTask FinishAsync(bool fill, CancellationToken abort)
    {
        if (fill)
        {
            _frontEnd.Finish();
            await TakeWindowsAsync(abort);
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
                _account.Queue(covered - _settled);
            }

            _account.Drop(covered, _position);
        }

        await _queue.Writer.WriteAsync(WithDrops(cut), abort);
    }

    private void DropWindow(long begin, long end)
    {
        _account.Drop(begin, end);
        if (_droppedSamples == 0)
        {
            _source.Status.Overrun();
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
