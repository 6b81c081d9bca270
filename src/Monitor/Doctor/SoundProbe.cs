using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Sources;

namespace AvianVox.Monitor.Doctor;

/// <summary>Listens to one source for a few seconds, once, for all checks that want to know how it sounds.</summary>
internal sealed class SoundProbe
{
    /// <summary>Between two readings of the meter.</summary>
    private static readonly TimeSpan MeterInterval = TimeSpan.FromMilliseconds(100);

    private readonly SourceOptions _options;
    private readonly ISourceFactory _factory;
    private readonly TimeSpan _length;
    private readonly IMeter _meter;
    private readonly TimeProvider _time;
    private Task<ProbeResult>? _result;

    /// <summary>Describes the probe; nothing is opened yet.</summary>
    /// <param name="options">The source.</param>
    /// <param name="factory">Makes it.</param>
    /// <param name="length">How long to listen.</param>
    /// <param name="meter">Shows the level meanwhile.</param>
    /// <param name="time">Measures.</param>
    public SoundProbe(SourceOptions options, ISourceFactory factory, TimeSpan length, IMeter meter, TimeProvider time)
    {
        _options = options;
        _factory = factory;
        _length = length;
        _meter = meter;
        _time = time;
    }

    /// <summary>Name of the source.</summary>
    public string Source => _options.Name;

    /// <summary>Listens, or tells again what was heard. Not for several threads.</summary>
    /// <param name="cancellation">Gives up.</param>
    public Task<ProbeResult> RunAsync(CancellationToken cancellation) => _result ??= ListenAsync(cancellation);

    private async Task<ProbeResult> ListenAsync(CancellationToken cancellation)
    {
        if (_options.Input == SourceInput.StandardInput)
        {
            return new ProbeResult("standard input: read when the station runs", null, null);
        }

        try
        {
            await using var source = _factory.Create(_options);
            var format = await source.OpenAsync(cancellation);
            if (!format.IsLive)
            {
                return new ProbeResult(format.Description, null, null);
            }

            var meter = new LevelMeter(format.SampleRate);
            await MeasureAsync(source, meter, cancellation);
            var levels = meter.Levels;
            return levels.Samples > 0
                ? new ProbeResult(format.Description, levels, null)
                : new ProbeResult(
                    format.Description,
                    null,
                    $"{format.Description} was opened and gave no sound within {Bound.TotalSeconds:0} s");
        }
        catch (AudioException fault)
        {
            return new ProbeResult("", null, fault.Message);
        }
    }

    /// <summary>How long the first sample may take: the source's own time-outs come first.</summary>
    private TimeSpan Bound => TimeSpan.FromSeconds((_options.FirstBlockTimeoutSeconds ?? 10) + 5);

    private async Task MeasureAsync(IAudioSource source, LevelMeter meter, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = source.RunAsync(meter, enough.Token);
        var begin = _time.GetTimestamp();
        long? heard = null;
        try
        {
            while (!running.IsCompleted && (heard is { } first ? _time.GetElapsedTime(first) < _length : _time.GetElapsedTime(begin) < Bound))
            {
                await Task.WhenAny(running, Task.Delay(MeterInterval, _time, cancellation));
                cancellation.ThrowIfCancellationRequested();
                heard ??= meter.Position > 0 ? _time.GetTimestamp() : null;
                _meter.Show(Source, meter.Now, meter.Levels.Peak);
            }
        }
        finally
        {
            _meter.Clear();
            await enough.CancelAsync();
            await running;
        }
    }
}
