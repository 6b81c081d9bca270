using AvianVox.Audio.Sources;

namespace AvianVox.Monitor.Doctor;

/// <summary>Measures the levels of what a source gives. Written to by one thread, read by others.</summary>
/// <param name="rate">Samples a second, in Hz.</param>
internal sealed class LevelMeter(int rate) : ISampleSink
{
    /// <summary>
    /// From here on a sample counts as clipped: one step of 16 bits below full scale, and converters that stop a little short of it.
    /// </summary>
    private const float FullScale = 0.9995f;
    private const int FramesASecond = 20;

    /// <summary>Of a hundred frames, so many lie below the floor.</summary>
    private const int FloorPercent = 10;

    /// <summary>Guards all fields.</summary>
    private readonly Lock _gate = new();

    /// <summary>Mean square of each whole frame. Bounded by the few seconds that the doctor listens.</summary>
    private readonly List<double> _frames = [];

    private readonly int _frameSamples = Math.Max(1, rate / FramesASecond);
    private double _frameSum;
    private int _frameCount;
    private double _squares;
    private double _sum;
    private float _peak;
    private long _clipped;
    private long _samples;
    private long _gaps;

    /// <inheritdoc />
    public long Position
    {
        get
        {
            lock (_gate)
            {
                return _samples + _gaps;
            }
        }
    }

    /// <summary>Mean square of the last whole frame, dBFS.</summary>
    public double Now
    {
        get
        {
            lock (_gate)
            {
                return _frames.Count == 0 ? double.NegativeInfinity : Decibels(_frames[^1]);
            }
        }
    }

    /// <summary>The levels so far.</summary>
    public SoundLevels Levels
    {
        get
        {
            lock (_gate)
            {
                if (_samples == 0)
                {
                    return new SoundLevels(0, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, 0, 0);
                }

                var ordered = _frames.Count == 0 ? [_squares / _samples] : _frames.Order().ToArray();
                return new SoundLevels(
                    _samples,
                    Decibels(_squares / _samples),
                    Decibels((double)_peak * _peak),
                    Decibels(ordered[ordered.Length * FloorPercent / 100]),
                    (double)_clipped / _samples,
                    _sum / _samples);
            }
        }
    }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<float> samples)
    {
        lock (_gate)
        {
            foreach (var sample in samples)
            {
                var size = Math.Abs(sample);
                var square = (double)sample * sample;
                _peak = Math.Max(_peak, size);
                _clipped += size >= FullScale ? 1 : 0;
                _sum += sample;
                _squares += square;
                _frameSum += square;
                if (++_frameCount == _frameSamples)
                {
                    _frames.Add(_frameSum / _frameSamples);
                    _frameSum = 0;
                    _frameCount = 0;
                }
            }

            _samples += samples.Length;
        }
    }

    /// <inheritdoc />
    public void WriteGap(long samples, GapCause cause)
    {
        lock (_gate)
        {
            _gaps += samples;
        }
    }

    /// <inheritdoc />
    public ValueTask WaitForSpaceAsync(int samples, CancellationToken cancellation) => ValueTask.CompletedTask;

    private static double Decibels(double square) => 10 * Math.Log10(square);
}
