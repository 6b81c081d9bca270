using AvianVox.Dsp.Simd;

namespace AvianVox.Dsp.Resampling;

/// <summary>
/// The filter's taps for every phase of an output between two input samples: one row per phase where the reduced
/// ratio has few of them, else rows so finely spaced that a straight line between two is as good.
/// </summary>
/// <remarks>
/// A line over a step of d input samples misses a signal of angular frequency ω by at most (ω d)² / 8; the step is
/// chosen for 110 dB below the signal at the lower Nyquist frequency. Immutable; threads may share it.
/// </remarks>
internal sealed class PhaseTable
{
    /// <summary>Taps up to which every phase has its row: 1 MiB, which an L2 cache holds.</summary>
    private const int MaxExactTaps = 1 << 18;

    /// <summary>Largest error of a line between two rows, relative: -110 dB.</summary>
    private const double LineError = 3.16e-6;

    /// <summary>Phases of the reduced ratio.</summary>
    private readonly int _phases;

    /// <summary>Steps that an input sample is divided into; equal to <see cref="_phases"/> where rows are exact.</summary>
    private readonly int _steps;

    /// <summary>Row-major taps; one row more than steps where lines are drawn.</summary>
    private readonly float[] _rows;

    /// <summary>Fills the table.</summary>
    /// <param name="filter">Prototype.</param>
    /// <param name="phases">Phases of the reduced ratio: the output rate over the greatest common divisor.</param>
    public PhaseTable(KaiserSinc filter, int phases)
    {
        Taps = filter.Taps;
        _phases = phases;
        IsExact = (long)phases * Taps <= MaxExactTaps;
        _steps = IsExact ? phases : (int)Math.Ceiling(Math.PI * filter.Bandwidth / Math.Sqrt(8 * LineError));
        var rows = IsExact ? _steps : _steps + 1;
        _rows = new float[rows * Taps];
        for (var row = 0; row < rows; row++)
        {
            filter.Fill((double)row / _steps, _rows.AsSpan(row * Taps, Taps));
        }
    }

    /// <summary>Input samples under the filter.</summary>
    public int Taps { get; }

    /// <summary>Whether every phase has its own row.</summary>
    public bool IsExact { get; }

    /// <summary>Computes one output.</summary>
    /// <param name="samples">Input samples under the filter; length <see cref="Taps"/>.</param>
    /// <param name="phase">Phase number; below the number of phases.</param>
    public float Compute(ReadOnlySpan<float> samples, int phase)
    {
        if (IsExact)
        {
            return DotProduct.Long(Row(phase), samples);
        }

        // Exact in integers, so that a position gives the same weight whenever it is computed.
        var scaled = (long)phase * _steps;
        var row = (int)(scaled / _phases);
        var weight = (float)(scaled % _phases) / _phases;
        var (before, after) = (DotProduct.Long(Row(row), samples), DotProduct.Long(Row(row + 1), samples));
        return before + (weight * (after - before));
    }

    /// <summary>The scalar twin of <see cref="Compute"/>.</summary>
    public float ComputeScalar(ReadOnlySpan<float> samples, int phase)
    {
        var scaled = (long)phase * _steps;
        var row = (int)(scaled / _phases);
        var before = DotProduct.Scalar(Row(row), samples);
        return IsExact ? before : before + ((float)(scaled % _phases) / _phases * (DotProduct.Scalar(Row(row + 1), samples) - before));
    }

    private ReadOnlySpan<float> Row(int row) => _rows.AsSpan(row * Taps, Taps);
}
