using AvianVox.Dsp.Fourier;
using MathNet.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace AvianVox.Bench.Dsp;

/// <summary>A real FFT of 2,048 noise samples: ours, and MathNet.Numerics' managed one in single precision.</summary>
internal sealed class FftWork
{
    private readonly RealFft _fft = new(2_048);
    private readonly float[] _samples = Signals.Noise(2_048);
    private readonly float[] _re = new float[1_025];
    private readonly float[] _im = new float[1_025];
    private readonly float[] _power = new float[1_025];

    /// <summary>MathNet transforms in place and wants two values more than samples.</summary>
    private readonly float[] _inPlace = new float[2_050];

    /// <summary>One thread each, so that the ratio is one of code.</summary>
    public FftWork()
    {
        Control.UseManaged();
        Control.UseSingleThread();
    }

    public void Spectrum() => _fft.Forward(_samples, _re, _im);

    public void Power() => _fft.Power(_samples, _power);

    public void MathNet()
    {
        _samples.CopyTo(_inPlace, 0);
        Fourier.ForwardReal(_inPlace, 2_048, FourierOptions.AsymmetricScaling);
    }
}
