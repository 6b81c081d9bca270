using System.Globalization;
using AvianVox.Bench.Measuring;

namespace AvianVox.Bench.Dsp;

/// <summary>The figures of docs/performance.md that concern signal processing, measured in one run on one thread.</summary>
internal static class DspSummary
{
    public static void Print()
    {
        var fft = new FftWork();
        var times = Timing.MedianMicroseconds(101, fft.Spectrum, fft.Power, fft.MathNet);
        Row("real FFT 2,048, complex spectrum", times[0], "us", times[2] / times[0]);
        Row("real FFT 2,048, power spectrum", times[1], "us", times[2] / times[1]);
        Row("MathNet.Numerics ForwardReal 2,048", times[2], "us", 1);
    }

    private static void Row(string what, double value, string unit, double ratio) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-50} {value,10:0.00} {unit,-12} {ratio,8:0.0} x MathNet"));
}
