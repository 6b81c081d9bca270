using AvianVox.Station.Health;
using AvianVox.Station.Journal;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Sinks;

/// <summary>
/// Brings the journal's entries to one sink, for ever: in order, at least once, one attempt at a time, waiting longer between
/// attempts that fail. A receiver that is absent, even from the start, holds nothing up: the journal keeps what is heard.
/// The cursor moves only over what the sink said is delivered, or what was set aside (see <see cref="SinkQueue"/>).
/// </summary>
internal sealed class SinkRunner
{
    /// <summary>How long a stop may take to deliver what is left.</summary>
    public static readonly TimeSpan StopBound = TimeSpan.FromSeconds(3);

    /// <summary>How long a stop waits for a journal that does not get its entries onto the disk.</summary>
    private static readonly TimeSpan FlushBound = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the farewell may take.</summary>
    private static readonly TimeSpan CloseBound = TimeSpan.FromSeconds(1);

    private readonly ISink _sink;
    private readonly IJournalLog _journal;
    private readonly SinkQueue _queue;
    private readonly Backoff _backoff;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>What went wrong last; the same again is no news. Read by other threads.</summary>
    private volatile string? _fault;

    /// <summary>Creates a runner; nothing is connected yet.</summary>
    /// <param name="sink">Where to.</param>
    /// <param name="filter">Which detections.</param>
    /// <param name="journal">What is delivered.</param>
    /// <param name="backoff">Paces the attempts.</param>
    /// <param name="time">Bounds waits.</param>
    /// <param name="logger">Hears of connections made, lost and refused, and of entries set aside.</param>
    public SinkRunner(ISink sink, EntryFilter filter, IJournalLog journal, Backoff backoff, TimeProvider time, ILogger logger)
    {
        _sink = sink;
        _journal = journal;
        _backoff = backoff;
        _time = time;
        _logger = logger;
        _queue = new SinkQueue(sink, filter, journal, time, logger, Worked);
    }

    /// <summary>Where to.</summary>
    public ISink Sink => _sink;

    /// <summary>How it fares; for any thread.</summary>
    public SinkHealth Health()
    {
        var place = _journal.Place(_sink.Name);
        return new SinkHealth(
            _sink.Name,
            place.Sequence,
            Math.Max(0, _journal.LastSequence - place.Sequence),
            place.SetAside,
            place.Dropped,
            _fault);
    }

    /// <summary>Delivers until the station stops; then what the journal holds is still delivered, within <see cref="StopBound"/>.</summary>
    /// <param name="stop">The station stops.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var fault = await OpenAndWorkAsync(stop).ConfigureAwait(false);
                if (fault is null || stop.IsCancellationRequested)
                {
                    break;
                }

                var wait = _backoff.Next(fault.Fault is not (SinkFault.Down or SinkFault.Failed), fault.RetryAfter);
                var waiting = _backoff.WaitAsync(wait, stop);
                Report(fault.Message, wait);
                await waiting.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping while nothing was open.
        }

        var left = _journal.LastSequence - _journal.Cursor(_sink.Name);
        if (left > 0)
        {
            _logger.LogInformation("{Sink}: {Left} message(s) not delivered yet; they will be at the next start", _sink.Title, left);
        }
    }

    /// <summary>From one opening of the sink to its closing.</summary>
    /// <returns>Why it ended; null at a stop.</returns>
    private async Task<SinkException?> OpenAndWorkAsync(CancellationToken stop)
    {
        using var bound = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var atStop = stop.Register(() => bound.CancelAfter(StopBound));
        var clean = false;
        try
        {
            if (await _sink.OpenAsync(stop).ConfigureAwait(false) is { } target)
            {
                _backoff.Connected();
                _fault = null;
                _logger.LogInformation(
                    "{Sink}: connected to {Target}; {Waiting} message(s) waiting",
                    _sink.Title,
                    target,
                    _journal.LastSequence - _journal.Cursor(_sink.Name));
            }

            _queue.Restart();
            await WorkAsync(stop, bound.Token).ConfigureAwait(false);
            clean = true;
            await FlushJournalAsync(bound.Token).ConfigureAwait(false);
            while (await _queue.DeliverSomeAsync(bound.Token).ConfigureAwait(false))
            {
            }

            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left is delivered at the next start. The receiver may still hear that we go.
            clean = bound.IsCancellationRequested;
            return null;
        }
        catch (SinkException error)
        {
            clean = false;
            return error;
        }
        catch (JournalException error)
        {
            clean = false;
            return new SinkException(SinkFault.Down, error.Message, error);
        }
        catch (Exception error)
        {
            // A sink never dies: whatever broke, the next attempt may succeed.
            clean = false;
            _logger.LogDebug(error, "{Sink}: broke", _sink.Title);
            return new SinkException(SinkFault.Down, $"it broke: {error.Message}", error);
        }
        finally
        {
            await CloseAsync(clean).ConfigureAwait(false);
        }
    }

    private async Task WorkAsync(CancellationToken stop, CancellationToken abort)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(abort);
        // The one that knows why the connection broke comes first: the other only hears that it did.
        await Task.WhenAll(AttendAsync(end, broken), DeliverUntilAsync(end, broken)).ConfigureAwait(false);
        abort.ThrowIfCancellationRequested();
    }

    private async Task AttendAsync(CancellationTokenSource end, CancellationTokenSource broken)
    {
        try
        {
            await _sink.AttendAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Stopping, or the other one broke.
        }
        catch
        {
            await broken.CancelAsync().ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task DeliverUntilAsync(CancellationTokenSource end, CancellationTokenSource broken)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                if (!await _queue.DeliverSomeAsync(broken.Token).ConfigureAwait(false))
                {
                    await _queue.WaitAsync(end.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !broken.IsCancellationRequested)
        {
            // Stopping.
        }
        catch
        {
            await end.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// The pipeline has stopped before us: what it wrote last is in the journal or about to be, unless the disk refuses it.
    /// </summary>
    private async Task FlushJournalAsync(CancellationToken abort)
    {
        try
        {
            await _journal.FlushAsync(abort).WaitAsync(FlushBound, _time, abort).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What it does hold is delivered all the same.
        }
    }

    private async Task CloseAsync(bool clean)
    {
        using var bound = new CancellationTokenSource(CloseBound, _time);
        try
        {
            await _sink.CloseAsync(clean, bound.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _logger.LogDebug(error, "{Sink}: did not close", _sink.Title);
        }
    }

    /// <summary>Entries were delivered.</summary>
    private void Worked()
    {
        _backoff.Connected();
        if (_fault is not null)
        {
            _fault = null;
            _logger.LogInformation(
                "{Sink}: takes entries again; {Waiting} waiting",
                _sink.Title,
                _journal.LastSequence - _journal.Cursor(_sink.Name));
        }
    }

    private void Report(string fault, TimeSpan wait)
    {
        var level = fault == _fault ? LogLevel.Debug : LogLevel.Warning;
        _fault = fault;
        _logger.Log(
            level,
            "{Sink}: {Fault}. Trying again in {Wait:0.#} s, and from then on; what is heard meanwhile is kept",
            _sink.Title,
            fault,
            wait.TotalSeconds);
    }
}
