using System.Globalization;
using AvianVox.Bench.Measuring;

namespace AvianVox.Bench.Dsp;

/// <summary>The figures of docs/performance.md that concern signal processing, measured in one run on one thread.</summary>
internal static class DspSummary
{
    /// <summary>Frames in a minute at the default specification, roughly: 1 + (60 * 22,050 - 2,048) / 512.</summary>
    private const int FramesPerClip = 2_580;

    public static void Print()
    {
        var fft = new FftWork();
        var fftTimes = Timing.MedianMicroseconds(101, fft.Power, fft.Spectrum, fft.MathNet);
        Console.WriteLine("Real FFT of 2,048 samples");
        Row("power spectrum", fftTimes[0], "us", fftTimes[2] / fftTimes[0], "x MathNet");
        Row("complex spectrum", fftTimes[1], "us", fftTimes[2] / fftTimes[1], "x MathNet");
        Row("MathNet.Numerics, ForwardReal, float, managed", fftTimes[2], "us", 1, "x MathNet");

        var features = new FeatureWork();
        var featureTimes = Timing.MedianMicroseconds(15, features.Frames, features.Windows, features.Matrices);
        Console.WriteLine("60 s at 22,050 Hz to 128 log mel and 20 MFCC");
        RealTime("streamed frames", featureTimes[0], FeatureWork.Seconds);
        RealTime("streamed windows, stride 32, blocks of 10 ms", featureTimes[1], FeatureWork.Seconds);
        RealTime("whole matrices, reflect padding, file clamp", featureTimes[2], FeatureWork.Seconds);

        var resamplers = new[] { 48_000, 44_100, 22_254, 384_000 };
        var resamplerTimes = Timing.MedianMicroseconds(31, [.. resamplers.Select(rate => (Action)new ResamplerWork(rate).Second)]);
        Console.WriteLine("Resampling to 22,050 Hz, blocks of 10 ms");
        for (var i = 0; i < resamplers.Length; i++)
        {
            RealTime(string.Create(CultureInfo.InvariantCulture, $"from {resamplers[i]:N0} Hz"), resamplerTimes[i], 1);
        }

        Console.WriteLine("Bytes allocated in the steady state");
        Bytes("per frame, streamed windows", Timing.BytesPerCall(features.Windows) / FramesPerClip);
        Bytes("per second, resampler", Timing.BytesPerCall(new ResamplerWork(48_000).Second));
        Bytes("per second, ring", Timing.BytesPerCall(new RingWork().Second));
    }

    private static void RealTime(string what, double microseconds, double seconds) =>
        Row(what, microseconds / 1_000, "ms", seconds * 1e6 / microseconds, "x real time");

    private static void Row(string what, double value, string unit, double ratio, string ratioUnit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-48}{value,10:0.00} {unit,-3}{ratio,10:0.0} {ratioUnit}"));

    private static void Bytes(string what, double bytes) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-48}{bytes,10:0.00} B"));
}
