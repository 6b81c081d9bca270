using System.Numerics.Tensors;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;

namespace AvianVox.Training.Fitting;

/// <summary>Draws training windows as sound: a class, one of its recordings, a place in it, what is mixed in, a gain. One thread at a time.</summary>
/// <remarks>Windows go through the station's own <see cref="WindowStream"/>, varied as sound, so that training hears what the station computes.</remarks>
internal sealed class SoundWindows : IWindowSource
{
    /// <summary>Draws of each class in one shuffled deck: classes come up equally often, and no two decks alike.</summary>
    private const int DeckDepth = 8;

    private readonly IReadOnlyList<Label> _labels;
    private readonly Clip[][] _clipsOf;
    private readonly Clip[] _noises;
    private readonly int[] _deckCards;
    private readonly Queue<int> _deck = new();
    private readonly SoundWindowOptions _options;
    private readonly FeatureSpec _spec;
    private readonly int _batch;
    private readonly int _seed;
    private readonly WindowStream _stream;
    private readonly LastWindow _sink = new();
    private readonly float[] _samples;
    private readonly float[] _other;
    private Random _random = new(0);

    /// <summary>Prepares to draw.</summary>
    /// <param name="clips">Training recordings.</param>
    /// <param name="labels">Labels; each needs at least one recording.</param>
    /// <param name="spec">Front end.</param>
    /// <param name="options">Variation.</param>
    /// <param name="batch">Windows per batch.</param>
    /// <param name="seed">Decides every draw, with the epoch's number.</param>
    /// <exception cref="WorkshopException">A label has no recording.</exception>
    public SoundWindows(IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, FeatureSpec spec, SoundWindowOptions options, int batch, int seed)
    {
        (_labels, _spec, _options, _batch, _seed) = (labels, spec, options, batch, seed);
        _stream = new WindowStream(spec, 1);
        _samples = new float[spec.WindowSamples];
        _other = new float[spec.WindowSamples];
        var used = options.ActivityBuffer > 0 ? [.. clips.Select(c => VocalActivity.Keep(c, spec, options.ActivityBuffer))] : clips;
        var byName = used.ToLookup(c => c.Recording.Class.ScientificName, StringComparer.Ordinal);
        _clipsOf = [.. labels.Select(l => byName[l.ScientificName].ToArray())];
        _noises = [.. used.Where(c => c.Recording.Class.Kind != LabelKind.Bird)];
        var missing = labels.FirstOrDefault(l => _clipsOf[l.Index].Length == 0);
        if (missing is not null)
        {
            throw new WorkshopException($"No training recording of {missing.CommonName} could be read.");
        }

        var weights = options.Weights.ToDictionary(w => w.Key, w => w.Value, StringComparer.OrdinalIgnoreCase);
        _deckCards = [.. labels.SelectMany(l => Enumerable.Repeat(l.Index, (int)Math.Max(1, Math.Round(DeckDepth * weights.GetValueOrDefault($"{l.Kind}", 1)))))];
    }

    /// <inheritdoc />
    public int BatchesPerEpoch => Math.Max(1, _options.WindowsPerEpoch / _batch);

    /// <inheritdoc />
    public IEnumerable<WindowBatch> Epoch(int epoch)
    {
        _random = new Random(unchecked((_seed * 1_000_003) + epoch));
        _deck.Clear();
        for (var i = 0; i < BatchesPerEpoch; i++)
        {
            var batch = WindowBatch.Empty(_batch, _spec.WindowValues, _labels.Count);
            for (var k = 0; k < _batch; k++)
            {
                Draw(batch.Window(k), batch.Target(k));
            }

            yield return batch;
        }
    }

    private void Draw(Span<float> window, Span<float> target)
    {
        var label = NextLabel();
        Fill(label, _samples);
        target[label] = 1;
        if (_random.NextDouble() < _options.MixShare)
        {
            MixClasses(label, target);
        }

        if (_random.NextDouble() < _options.NoiseShare)
        {
            MixNoise();
        }

        var gain = _options.LowestGain + ((_options.HighestGain - _options.LowestGain) * _random.NextDouble());
        Level.Scale(_samples, Level.Factor(gain));
        _stream.Reset(0);
        _stream.Push(_samples, _sink);
        Shift(_sink.Window, window);
        if (_options.Masking > 0)
        {
            Mask(window);
        }
    }

    private int NextLabel()
    {
        if (_deck.Count == 0)
        {
            var cards = (int[])_deckCards.Clone();
            _random.Shuffle(cards);
            foreach (var card in cards)
            {
                _deck.Enqueue(card);
            }
        }

        return _deck.Dequeue();
    }

    private void Fill(int label, float[] samples)
    {
        // Rain and wind are noise by kind too, but what is computed is neither.
        if (_labels[label].ScientificName == SoundClass.Noise.ScientificName && _random.NextDouble() < _options.SyntheticNoiseShare)
        {
            ColouredNoise.Fill(samples, _random);
            Level.Scale(samples, Level.Factor(-50 + (40 * _random.NextDouble())));
            return;
        }

        var clips = _clipsOf[label];
        Cut(clips[_random.Next(clips.Length)], samples, _labels[label].Kind == LabelKind.Noise ? 1 : _options.Candidates);
    }

    private void Cut(Clip clip, Span<float> target, int candidates)
    {
        var speed = Math.Min(Speed(), (double)(clip.Samples.Length - 1) / (target.Length - 1));
        var length = (int)Math.Ceiling((target.Length - 1) * speed) + 1;
        var places = clip.Samples.Length - length + 1;
        var best = _random.Next(places);
        if (candidates > 1)
        {
            var loudest = Level.DifferenceRms(clip.Samples.AsSpan(best, length));
            for (var i = 1; i < candidates; i++)
            {
                var place = _random.Next(places);
                var level = Level.DifferenceRms(clip.Samples.AsSpan(place, length));
                if (level > loudest)
                {
                    (best, loudest) = (place, level);
                }
            }
        }

        Playback.At(speed, clip.Samples.AsSpan(best, length), target);
    }

    /// <summary>Speeds are spread evenly by their logarithm: half and double are equally far.</summary>
    private double Speed() => _options.SpeedRange > 1 ? Math.Pow(_options.SpeedRange, (2 * _random.NextDouble()) - 1) : 1;

    /// <summary>Two sounds at a ratio of amplitudes m to 1 - m, each brought to the same level first; the target is shared out by the same ratio.</summary>
    private void MixClasses(int label, Span<float> target)
    {
        var other = NextLabel();
        Fill(other, _other);
        var share = _random.NextDouble();
        var (own, second) = (Math.Max(Level.Rms(_samples), 1e-7f), Math.Max(Level.Rms(_other), 1e-7f));
        var norm = Math.Sqrt((share * share) + ((1 - share) * (1 - share)));
        var (factor, otherFactor) = ((float)(share / norm), (float)((1 - share) / norm * own / second));
        Level.Scale(_other, otherFactor);
        TensorPrimitives.MultiplyAdd<float>(_samples, factor, _other, _samples);

        target[label] = 0;
        target[label] += (float)share;
        target[other] += (float)(1 - share);
    }

    private void MixNoise()
    {
        if (_noises.Length > 0 && _random.Next(2) == 0)
        {
            Cut(_noises[_random.Next(_noises.Length)], _other, 1);
        }
        else
        {
            ColouredNoise.Fill(_other, _random);
        }

        var ratio = _options.LowestRatio + ((_options.HighestRatio - _options.LowestRatio) * _random.NextDouble());
        var factor = Level.Rms(_samples) / Math.Max(Level.Rms(_other), 1e-9f) * Level.Factor(-ratio);
        TensorPrimitives.MultiplyAdd<float>(_other, factor, _samples, _samples);
    }

    /// <summary>Moves the mel rows up or down; the edge row is repeated. MFCC rows stay.</summary>
    private void Shift(ReadOnlySpan<float> from, Span<float> to)
    {
        from.CopyTo(to);
        var shift = _options.BandShift > 0 ? _random.Next(-_options.BandShift, _options.BandShift + 1) : 0;
        if (shift == 0)
        {
            return;
        }

        var (first, last) = (_spec.Layout == MfccLayout.Overwrite ? _spec.MfccCount : 0, _spec.MelBands - 1);
        for (var row = first; row <= last; row++)
        {
            from.Slice(Math.Clamp(row + shift, first, last) * _spec.WindowFrames, _spec.WindowFrames).CopyTo(to[(row * _spec.WindowFrames)..]);
        }
    }

    /// <summary>Two stretches of time and two of bands are set to the window's mean.</summary>
    private void Mask(Span<float> window)
    {
        var (rows, frames) = (_spec.MelBands, _spec.WindowFrames);
        var sum = 0f;
        foreach (var value in window)
        {
            sum += value;
        }

        var mean = sum / window.Length;
        for (var i = 0; i < 2; i++)
        {
            var width = _random.Next((int)(_options.Masking * frames) + 1);
            var from = _random.Next(frames - width + 1);
            for (var row = 0; row < rows; row++)
            {
                window.Slice((row * frames) + from, width).Fill(mean);
            }

            var height = _random.Next((int)(_options.Masking * rows) + 1);
            window.Slice(_random.Next(rows - height + 1) * frames, height * frames).Fill(mean);
        }
    }
}
