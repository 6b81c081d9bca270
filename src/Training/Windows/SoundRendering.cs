using System.Numerics.Tensors;
using AvianVox.Dsp.Features;

namespace AvianVox.Training.Windows;

/// <summary>Computes drawn sounds and their features. One thread at a time.</summary>
/// <remarks>
/// Sounds are varied as sound, and go through the station's own <see cref="WindowStream"/>: training hears what the station
/// computes.
/// </remarks>
/// <param name="spec">Front end.</param>
internal sealed class SoundRendering(FeatureSpec spec)
{
    /// <summary>Natural logarithm of the power ratio that is 1 dB.</summary>
    private const double LogOfDecibel = 0.230258509299404568;

    private readonly WindowStream _stream = new(spec, 1);
    private readonly LastWindow _sink = new();
    private readonly float[] _samples = new float[spec.WindowSamples];
    private readonly float[] _other = new float[spec.WindowSamples];

    private int FirstMelRow => spec.Layout == MfccLayout.Overwrite ? spec.MfccCount : 0;

    /// <summary>Computes.</summary>
    /// <param name="sound">Sound.</param>
    /// <param name="window">Receives [rows, frames].</param>
    public void Render(DrawnSound sound, Span<float> window)
    {
        sound.Own.WriteTo(_samples);
        if (sound.Other is var (other, share))
        {
            MixClasses(other, share);
        }

        if (sound.Noise is var (noise, ratio))
        {
            MixNoise(noise, ratio);
        }

        Level.Scale(_samples, Level.Factor(sound.Gain));
        _stream.Reset(0);
        _stream.Push(_samples, _sink);
        Shift(_sink.Window, sound.Shift, window);
        if (sound.Filter.Length > 1)
        {
            Filter(sound.Filter, window);
        }

        if (sound.Blanks.Count > 0)
        {
            Mask(sound.Blanks, window);
        }
    }

    private void MixClasses(SoundPart other, double share)
    {
        other.WriteTo(_other);
        var (own, second) = (Math.Max(Level.Rms(_samples), 1e-7f), Math.Max(Level.Rms(_other), 1e-7f));
        var norm = Math.Sqrt((share * share) + ((1 - share) * (1 - share)));
        var (factor, otherFactor) = ((float)(share / norm), (float)((1 - share) / norm * own / second));
        Level.Scale(_other, otherFactor);
        TensorPrimitives.MultiplyAdd<float>(_samples, factor, _other, _samples);
    }

    private void MixNoise(SoundPart noise, double ratio)
    {
        noise.WriteTo(_other);
        var factor = Level.Rms(_samples) / Math.Max(Level.Rms(_other), 1e-9f) * Level.Factor(-ratio);
        TensorPrimitives.MultiplyAdd<float>(_other, factor, _samples, _samples);
    }

    /// <summary>Moves the mel rows up or down; the edge row is repeated. MFCC rows stay.</summary>
    private void Shift(ReadOnlySpan<float> from, int shift, Span<float> to)
    {
        from.CopyTo(to);
        if (shift == 0)
        {
            return;
        }

        var last = spec.MelBands - 1;
        for (var row = FirstMelRow; row <= last; row++)
        {
            from.Slice(
                Math.Clamp(row + shift, FirstMelRow, last) * spec.WindowFrames, spec.WindowFrames).CopyTo(to[(row * spec.WindowFrames)..]);
        }
    }

    /// <summary>Raises and lowers mel rows as a filter before the front end would where they are over its floor; MFCC rows stay.</summary>
    private void Filter(double[] gains, Span<float> window)
    {
        for (var row = FirstMelRow; row < spec.MelBands; row++)
        {
            var place = (gains.Length - 1) * (double)row / Math.Max(1, spec.MelBands - 1);
            var below = Math.Min((int)place, gains.Length - 2);
            var gain = double.Lerp(gains[below], gains[below + 1], place - below);
            var frames = window.Slice(row * spec.WindowFrames, spec.WindowFrames);
            TensorPrimitives.Add(frames, (float)(gain * LogOfDecibel / spec.MelDeviation), frames);
        }
    }

    private void Mask(IReadOnlyList<Blank> blanks, Span<float> window)
    {
        var sum = 0f;
        foreach (var value in window)
        {
            sum += value;
        }

        var mean = sum / window.Length;
        foreach (var (time, bands) in blanks)
        {
            for (var row = 0; row < spec.MelBands; row++)
            {
                window.Slice((row * spec.WindowFrames) + time.First, time.Length).Fill(mean);
            }

            window.Slice(bands.First * spec.WindowFrames, bands.Length * spec.WindowFrames).Fill(mean);
        }
    }
}
