using AvianVox.Dsp.Fourier;
using AvianVox.Dsp.Mel;
using AvianVox.Dsp.Simd;

namespace AvianVox.Dsp.Features;

/// <summary>
/// Everything that is computed of one frame. Streams and recordings share it, hence the same samples give the same
/// bits on both paths. Allocates nothing after construction; one thread at a time.
/// </summary>
internal sealed class FrameKernel
{
    private readonly RealFft _fft;

    /// <summary>In place of the FFT where the reference is asked for.</summary>
    private readonly PrecisePower? _precise;

    private readonly float[] _hann;
    private readonly float[] _windowed;
    private readonly MelFilterBank _bank;
    private readonly CosineTransform _cosines;
    private readonly LogRule _rule;
    private readonly float _logFloor;

    // Results of the last frame; padded to whole vectors.
    private readonly float[] _power;
    private readonly float[] _mel;
    private readonly float[] _logMel;
    private readonly float[] _decibels;
    private readonly float[] _mfcc;

    /// <summary>Plans the computation.</summary>
    /// <param name="spec">A specification without faults.</param>
    /// <param name="precise">Whether the power spectrum is computed in double precision.</param>
    /// <exception cref="ArgumentException">It has faults; the message lists them.</exception>
    public FrameKernel(FeatureSpec spec, bool precise = false)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var faults = spec.Faults();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", faults.Select(fault => fault + ".")), nameof(spec));
        }

        Spec = spec;
        _rule = spec.Log;
        _logFloor = (float)Math.Log(spec.LogFloor);
        _fft = new RealFft(spec.FftSize);
        _precise = precise ? new PrecisePower(spec.FftSize) : null;
        _hann = HannWindow.Periodic(spec.FftSize);
        _windowed = new float[spec.FftSize];
        _bank = new MelFilterBank(spec.SampleRate, spec.FftSize, spec.MelBands, spec.LowHz, spec.HighHz);
        _cosines = new CosineTransform(spec.MelBands, spec.MfccCount);
        _power = new float[_bank.PaddedBinCount];
        _mel = new float[PaddedBands];
        _logMel = new float[PaddedBands];
        _decibels = new float[PaddedBands];
        _mfcc = new float[spec.MfccCount];
    }

    /// <summary>What is computed.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>Number of mel bands rounded up to whole vectors.</summary>
    public int PaddedBands => _cosines.PaddedLength;

    /// <summary>Power per FFT bin of the last frame; length FftSize / 2 + 1.</summary>
    public ReadOnlySpan<float> Power => _power.AsSpan(0, _fft.Bins);

    /// <summary>Decibels of the last frame, padded to <see cref="PaddedBands"/>.</summary>
    public ReadOnlySpan<float> PaddedDecibels => _decibels;

    /// <summary>The last frame.</summary>
    public FrameFeatures Frame => new()
    {
        Mel = _mel.AsSpan(0, Spec.MelBands),
        LogMel = _logMel.AsSpan(0, Spec.MelBands),
        Decibels = _decibels.AsSpan(0, Spec.MelBands),
        Mfcc = _mfcc,
    };

    /// <summary>Computes one frame.</summary>
    /// <param name="samples">Length FftSize.</param>
    public void Analyze(ReadOnlySpan<float> samples)
    {
        var power = _power.AsSpan(0, _fft.Bins);
        if (_precise is null)
        {
            Elementwise.Multiply(samples, _hann, _windowed);
            _fft.Power(_windowed, power);
        }
        else
        {
            _precise.Compute(samples, power);
        }

        _bank.ApplyPadded(_power, _mel);
        MelLogarithms.Compute(_mel, _rule, _logFloor, _logMel, _decibels);
        _cosines.TransformPadded(_decibels, _mfcc);
    }

    /// <summary>MFCC of a decibel spectrum.</summary>
    /// <param name="paddedDecibels">Length <see cref="PaddedBands"/>.</param>
    /// <param name="mfcc">Receives MfccCount values.</param>
    public void Mfcc(ReadOnlySpan<float> paddedDecibels, Span<float> mfcc) => _cosines.TransformPadded(paddedDecibels, mfcc);
}
