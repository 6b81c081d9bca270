using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;

namespace AvianVox.Training.Fitting;

/// <summary>Draws training windows: a class, one of its recordings, a place in it, a gain, a background. One thread at a time.</summary>
/// <remarks>Windows go through the station's own <see cref="WindowStream"/>, varied as sound, so that training hears what the station computes.</remarks>
internal sealed class TrainingWindows
{
    private readonly IReadOnlyList<Label> _labels;
    private readonly Clip[][] _clipsOf;
    private readonly Clip[] _noises;
    private readonly double[] _cumulative;
    private readonly AugmentationOptions _options;
    private readonly WindowStream _stream;
    private readonly LastWindow _sink = new();
    private readonly float[] _samples;
    private readonly float[] _background;
    private readonly Random _random;

    /// <summary>Prepares to draw.</summary>
    /// <param name="clips">Training recordings.</param>
    /// <param name="labels">Labels; each needs at least one recording.</param>
    /// <param name="spec">Front end.</param>
    /// <param name="options">Variation.</param>
    /// <param name="seed">Decides every draw.</param>
    /// <exception cref="WorkshopException">A label has no recording.</exception>
    public TrainingWindows(IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, FeatureSpec spec, AugmentationOptions options, int seed)
    {
        _labels = labels;
        _options = options;
        _random = new Random(seed);
        _stream = new WindowStream(spec, 1);
        _samples = new float[spec.WindowSamples];
        _background = new float[spec.WindowSamples];
        var byName = clips.ToLookup(c => c.Recording.Class.ScientificName, StringComparer.Ordinal);
        _clipsOf = [.. labels.Select(l => byName[l.ScientificName].ToArray())];
        _noises = [.. clips.Where(c => c.Recording.Class.Kind == LabelKind.Noise)];
        for (var i = 0; i < labels.Count; i++)
        {
            if (_clipsOf[i].Length == 0)
            {
                throw new WorkshopException($"No training recording of {labels[i].CommonName} could be read.");
            }
        }

        var sum = 0.0;
        _cumulative = [.. labels.Select(l => sum += Weight(l.Kind))];
    }

    /// <summary>Draws one window.</summary>
    /// <param name="window">Receives the scaled input; length <see cref="FeatureSpec.WindowValues"/>.</param>
    /// <returns>Index of its label.</returns>
    public int Draw(Span<float> window)
    {
        var draw = _random.NextDouble() * _cumulative[^1];
        var label = Math.Min(Array.FindIndex(_cumulative, c => draw < c), _labels.Count - 1);
        if (_labels[label].Kind == LabelKind.Noise && _random.NextDouble() < _options.SyntheticNoiseShare)
        {
            ColouredNoise.Fill(_samples, _random);
            Level.Scale(_samples, Level.Factor(-50 + (40 * _random.NextDouble())));
        }
        else
        {
            var clips = _clipsOf[label];
            Cut(clips[_random.Next(clips.Length)], _samples, _labels[label].Kind == LabelKind.Noise ? 1 : _options.Candidates);
            if (_random.NextDouble() < _options.NoiseShare)
            {
                MixNoise();
            }

            var gain = _options.LowestGain + ((_options.HighestGain - _options.LowestGain) * _random.NextDouble());
            Level.Scale(_samples, Level.Factor(gain));
        }

        _stream.Reset(0);
        _stream.Push(_samples, _sink);
        _sink.Window.CopyTo(window);
        return label;
    }

    /// <summary>The negatives stand for all that is no bird, so they are drawn more often than one species.</summary>
    private static double Weight(LabelKind kind) => kind switch
    {
        LabelKind.Bird => 1,
        LabelKind.Noise => 8,
        LabelKind.Human => 3,
        _ => 2,
    };

    private void Cut(Clip clip, Span<float> target, int candidates)
    {
        var places = clip.Samples.Length - target.Length + 1;
        var best = _random.Next(places);
        if (candidates > 1)
        {
            var loudest = Level.DifferenceRms(clip.Samples.AsSpan(best, target.Length));
            for (var i = 1; i < candidates; i++)
            {
                var place = _random.Next(places);
                var level = Level.DifferenceRms(clip.Samples.AsSpan(place, target.Length));
                if (level > loudest)
                {
                    (best, loudest) = (place, level);
                }
            }
        }

        clip.Samples.AsSpan(best, target.Length).CopyTo(target);
    }

    private void MixNoise()
    {
        if (_noises.Length > 0 && _random.Next(2) == 0)
        {
            Cut(_noises[_random.Next(_noises.Length)], _background, 1);
        }
        else
        {
            ColouredNoise.Fill(_background, _random);
        }

        var ratio = _options.LowestRatio + ((_options.HighestRatio - _options.LowestRatio) * _random.NextDouble());
        var factor = Level.Rms(_samples) / Math.Max(Level.Rms(_background), 1e-9f) * Level.Factor(-ratio);
        for (var i = 0; i < _samples.Length; i++)
        {
            _samples[i] += factor * _background[i];
        }
    }
}
