using System.Collections.Concurrent;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Naming;
using AvianVox.Training.Torch;

namespace AvianVox.Training.Windows;

/// <summary>
/// Draws training windows as sound: a class, one of its recordings, places in it, what is mixed in, a gain. One thread at a time.
/// </summary>
/// <remarks>
/// All that chance decides is drawn in one fixed order; the windows of a batch are then computed side by side, and come out the
/// same on any number of threads.
/// </remarks>
internal sealed class SoundWindows : IWindowSource
{
    /// <summary>Draws of each class in one shuffled deck: classes come up equally often, and no two decks alike.</summary>
    private const int DeckDepth = 8;

    /// <summary>Most places of a filter: its curve stays as smooth as a recorder's.</summary>
    private const int HighestFilterPlaces = 6;

    private readonly IReadOnlyList<Label> _labels;
    private readonly Clip[][] _clipsOf;
    private readonly Clip[] _noises;

    /// <summary>Labels of what else is heard in a recording, where its list tells.</summary>
    private readonly Dictionary<Clip, int[]> _also;

    private readonly int[] _deckCards;
    private readonly Queue<int> _deck = new();
    private readonly SoundWindowOptions _options;
    private readonly FeatureSpec _spec;
    private readonly int _batch;
    private readonly int _seed;
    private readonly ConcurrentBag<SoundRendering> _renderings = [];
    private Random _random = new(0);

    /// <summary>Prepares to draw.</summary>
    /// <param name="clips">Training recordings.</param>
    /// <param name="labels">Labels; each needs at least one recording.</param>
    /// <param name="spec">Front end.</param>
    /// <param name="options">Variation.</param>
    /// <param name="batch">Windows per batch.</param>
    /// <param name="seed">Decides every draw, with the epoch's number.</param>
    /// <exception cref="WorkshopException">A label has no recording.</exception>
    public SoundWindows(
        IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, FeatureSpec spec, SoundWindowOptions options, int batch, int seed)
    {
        (_labels, _spec, _options, _batch, _seed) = (labels, spec, options, batch, seed);
        var used = options.ActivityBuffer > 0 ? [.. clips.Select(c => VocalActivity.Keep(c, spec, options.ActivityBuffer))] : clips;
        var byName = used.ToLookup(c => c.Recording.Class.ScientificName, StringComparer.Ordinal);
        _clipsOf = [.. labels.Select(l => byName[l.ScientificName].ToArray())];
        var match = new LabelMatch(labels);
        _also = used.Where(c => c.Recording.Also.Count > 0)
            .ToDictionary(c => c, c => c.Recording.Also.Select(a => match.Find(a)?.Index ?? -1).Where(a => a >= 0).Distinct().ToArray());
        _noises = [.. used.Where(c => c.Recording.Class.Kind != LabelKind.Bird)];
        var missing = labels.FirstOrDefault(l => _clipsOf[l.Index].Length == 0);
        if (missing is not null)
        {
            throw new WorkshopException($"No training recording of {missing.CommonName} could be read.");
        }

        var weights = options.Weights.ToDictionary(w => w.Key, w => w.Value, StringComparer.OrdinalIgnoreCase);
        _deckCards =
        [
            .. labels.SelectMany(
                l => Enumerable.Repeat(l.Index, (int)Math.Max(1, Math.Round(DeckDepth * weights.GetValueOrDefault($"{l.Kind}", 1))))),
        ];
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
            var sounds = new DrawnSound[_batch];
            for (var k = 0; k < _batch; k++)
            {
                sounds[k] = Draw(batch.Target(k));
            }

            Parallel.For(0, _batch, TorchRuntime.Parallel, k =>
            {
                var rendering = _renderings.TryTake(out var used) ? used : new SoundRendering(_spec);
                rendering.Render(sounds[k], batch.Window(k));
                _renderings.Add(rendering);
            });
            yield return batch;
        }
    }

    private DrawnSound Draw(Span<float> target)
    {
        var label = NextLabel();
        var (own, also) = Part(label);
        (SoundPart, double)? other = null;
        Credit(target, label, also, 1);
        if (_random.NextDouble() < _options.MixShare)
        {
            var second = NextLabel();
            var (part, besides) = Part(second);
            var share = _random.NextDouble();
            other = (part, share);
            target.Clear();
            Credit(target, label, also, share);
            Credit(target, second, besides, 1 - share);
        }

        (SoundPart, double)? noise = _random.NextDouble() < _options.NoiseShare
            ? (Noise(), Between(_options.LowestRatio, _options.HighestRatio))
            : null;
        return new DrawnSound(
            own,
            other,
            noise,
            Between(_options.LowestGain, _options.HighestGain),
            _options.BandShift > 0 ? _random.Next(-_options.BandShift, _options.BandShift + 1) : 0,
            _options.FilterRange > 0 ? Filter() : [],
            _options.Masking > 0 ? [Blank(), Blank()] : []);
    }

    /// <summary>
    /// Shares a target out between what a recording is of and what else is heard in it, each half as much: it may be silent in
    /// this window.
    /// </summary>
    private static void Credit(Span<float> target, int label, int[] also, double share)
    {
        var all = 1 + (0.5 * also.Length);
        target[label] += (float)(share / all);
        foreach (var other in also)
        {
            target[other] += (float)(0.5 * share / all);
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

    private (SoundPart Part, int[] Also) Part(int label)
    {
        // Rain and wind are noise by kind too, but what is computed is neither.
        if (_labels[label].ScientificName == SoundClass.Noise.ScientificName && _random.NextDouble() < _options.SyntheticNoiseShare)
        {
            return (SoundPart.Computed(_random.Next(), Between(-50, -10)), []);
        }

        var clips = _clipsOf[label];
        var clip = clips[_random.Next(clips.Length)];
        return (Cut(clip, _labels[label].Kind == LabelKind.Noise ? 1 : _options.Candidates), _also.GetValueOrDefault(clip, []));
    }

    private SoundPart Noise() =>
        _noises.Length > 0 && _random.Next(2) == 0 ? Cut(_noises[_random.Next(_noises.Length)], 1) : SoundPart.Computed(_random.Next(), 0);

    private SoundPart Cut(Clip clip, int candidates)
    {
        // No faster than the recording lasts; the product may round up past its end.
        var steps = _spec.WindowSamples - 1;
        var speed = Math.Min(Speed(), (double)(clip.Samples.Length - 1) / steps);
        var length = Math.Min(clip.Samples.Length, (int)Math.Ceiling(steps * speed) + 1);
        var places = new int[Math.Max(1, candidates)];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = _random.Next(clip.Samples.Length - length + 1);
        }

        return SoundPart.Recorded(clip, places, length, speed);
    }

    /// <summary>Speeds are spread evenly by their logarithm: half and double are equally far.</summary>
    private double Speed() => _options.SpeedRange > 1 ? Math.Pow(_options.SpeedRange, Between(-1, 1)) : 1;

    private double Between(double lowest, double highest) => lowest + ((highest - lowest) * _random.NextDouble());

    private double[] Filter() =>
        [
            .. Enumerable.Range(0, _random.Next(2, HighestFilterPlaces + 1)).Select(
                _ => Between(-_options.FilterRange, _options.FilterRange)),
        ];

    private Blank Blank() => new(Stretch(_spec.WindowFrames), Stretch(_spec.MelBands));

    private (int First, int Length) Stretch(int all)
    {
        var length = _random.Next((int)(_options.Masking * all) + 1);
        return (_random.Next(all - length + 1), length);
    }
}
