using AvianVox.Dsp.Simd;

namespace AvianVox.Dsp.Features;

/// <summary>
/// Holds the last frames and lays windows out of them. Allocates nothing after construction; one thread at a time.
/// </summary>
/// <remarks>
/// Log-mel rows are kept scaled and row-major, as the window wants them, in columns that are used in turn: a window
/// is two copies per row. MFCC are computed when a frame comes, without the clamp; at a window only those frames
/// are computed again that reach below its clamp, which gives the same bits as computing all of them.
/// </remarks>
internal sealed class WindowAssembler
{
    private readonly FrameKernel _kernel;
    private readonly FeatureSpec _spec;

    /// <summary>First mel row of the window: 0, or the first that MFCC do not overwrite.</summary>
    private readonly int _firstMelRow;

    private readonly float _melMean;
    private readonly float _melFactor;
    private readonly float _mfccMean;
    private readonly float _mfccFactor;

    /// <summary>Scaled log mel, row-major (band, column).</summary>
    private readonly float[] _mel;

    /// <summary>Padded decibels, column-major (column, band).</summary>
    private readonly float[] _decibels;

    /// <summary>Unscaled MFCC without clamp, column-major (column, coefficient).</summary>
    private readonly float[] _mfcc;

    /// <summary>Largest decibels of each column.</summary>
    private readonly float[] _highest;

    /// <summary>Smallest decibels of each column.</summary>
    private readonly float[] _lowest;

    private readonly float[] _clamped;
    private readonly float[] _clampedMfcc;
    private readonly float[] _window;

    /// <summary>Column the next frame goes to: the oldest.</summary>
    private int _next;

    /// <summary>Plans windows.</summary>
    /// <param name="kernel">Computes the frames; only its decibels and its MFCC are used.</param>
    public WindowAssembler(FrameKernel kernel)
    {
        _kernel = kernel;
        _spec = kernel.Spec;
        _firstMelRow = _spec.Layout == MfccLayout.Overwrite ? _spec.MfccCount : 0;
        _melMean = (float)_spec.MelMean;
        _melFactor = (float)(1 / _spec.MelDeviation);
        _mfccMean = (float)_spec.MfccMean;
        _mfccFactor = (float)(1 / _spec.MfccDeviation);
        var frames = _spec.WindowFrames;
        _mel = new float[_spec.MelBands * frames];
        _decibels = new float[kernel.PaddedBands * frames];
        _mfcc = new float[_spec.MfccCount * frames];
        _highest = new float[frames];
        _lowest = new float[frames];
        _clamped = new float[kernel.PaddedBands];
        _clampedMfcc = new float[_spec.MfccCount];
        _window = new float[_spec.WindowValues];
    }

    /// <summary>Takes the kernel's last frame in place of the oldest.</summary>
    public void Add()
    {
        var frame = _kernel.Frame;
        var column = _next;
        var frames = _spec.WindowFrames;
        _next = _next + 1 == frames ? 0 : _next + 1;
        var logMel = frame.LogMel;
        for (int band = _firstMelRow, at = (_firstMelRow * frames) + column; band < logMel.Length; band++, at += frames)
        {
            _mel[at] = (logMel[band] - _melMean) * _melFactor;
        }

        if (_spec.Layout == MfccLayout.None)
        {
            return;
        }

        frame.Mfcc.CopyTo(_mfcc.AsSpan(column * _spec.MfccCount));
        _kernel.PaddedDecibels.CopyTo(_decibels.AsSpan(column * _kernel.PaddedBands));
        (_lowest[column], _highest[column]) = Elementwise.Range(frame.Decibels);
    }

    /// <summary>Lays out the window of the last WindowFrames frames.</summary>
    /// <param name="clampBelow">
    /// Decibels below which the spectrum is clamped; minus infinity for no clamp, null for MfccTopDecibels below the window's own maximum.
    /// </param>
    /// <returns>Scaled, row-major (row, frame); valid until the next call.</returns>
    public ReadOnlySpan<float> Window(float? clampBelow)
    {
        var frames = _spec.WindowFrames;
        for (var band = _firstMelRow; band < _spec.MelBands; band++)
        {
            var row = _mel.AsSpan(band * frames, frames);
            var target = _window.AsSpan(band * frames, frames);
            row[_next..].CopyTo(target);
            row[.._next].CopyTo(target[(frames - _next)..]);
        }

        if (_spec.Layout != MfccLayout.None)
        {
            FillMfcc(clampBelow ?? (Elementwise.Range(_highest).Highest - (float)_spec.MfccTopDecibels));
        }

        return _window;
    }

    private void FillMfcc(float clampBelow)
    {
        var frames = _spec.WindowFrames;
        var firstRow = _spec.Layout == MfccLayout.Concatenate ? _spec.MelBands : 0;
        for (var frame = 0; frame < frames; frame++)
        {
            var column = _next + frame < frames ? _next + frame : _next + frame - frames;
            ReadOnlySpan<float> mfcc = _mfcc.AsSpan(column * _spec.MfccCount, _spec.MfccCount);
            if (_lowest[column] < clampBelow)
            {
                Elementwise.Floor(_decibels.AsSpan(column * _kernel.PaddedBands, _kernel.PaddedBands), clampBelow, _clamped);
                _kernel.Mfcc(_clamped, _clampedMfcc);
                mfcc = _clampedMfcc;
            }

            for (int k = 0, at = (firstRow * frames) + frame; k < mfcc.Length; k++, at += frames)
            {
                _window[at] = (mfcc[k] - _mfccMean) * _mfccFactor;
            }
        }
    }
}
