using AvianVox.Dsp.Features;
using AvianVox.Training.Splits;
using AvianVox.Training.Store;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Study;

/// <summary>The study's generator: one window out of every recording and epoch, drawn as NumPy's legacy generator draws.</summary>
/// <remarks>
/// As the published code does it: the order is 0, 1, 2, ... shuffled after seed(s), then s grows by one, once at the start and
/// once after each epoch; item i of every batch is cropped after seed(s + i), so equal places in the batches of an epoch share
/// their draw. A crop starts at int(uniform(0, frames - window)), which is never the last place; padding before a short
/// clip is int(uniform(0, window - frames)) columns. Without shuffling s never grows. Looping is ours: it starts at
/// int(uniform(0, frames)).
/// </remarks>
internal sealed class StudyWindows : IEpochWindows, IWindowSource
{
    private readonly IReadOnlyList<StoredFeatures> _recordings;
    private readonly IReadOnlyList<int> _labels;
    private readonly FeatureSpec _spec;
    private readonly StudyOrder _order;
    private readonly WindowCrop _crop;
    private readonly int _classes;

    /// <summary>The order asked for last; replaced as a whole, since threads share it.</summary>
    private volatile EpochOrder _last;

    /// <summary>Prepares to draw.</summary>
    /// <param name="recordings">Recordings in the order of the list; they must stay mapped.</param>
    /// <param name="labels">Label of each.</param>
    /// <param name="spec">Front end that the recordings were stored by, with its scale.</param>
    /// <param name="order">How to go through them.</param>
    /// <param name="classes">Number of labels, of which some may have no recording; null: up to the highest that has one.</param>
    /// <exception cref="ArgumentException">Labels and recordings differ in number, or there are none.</exception>
    public StudyWindows(
        IReadOnlyList<StoredFeatures> recordings, IReadOnlyList<int> labels, FeatureSpec spec, StudyOrder order, int? classes = null)
    {
        if (recordings.Count == 0 || recordings.Count != labels.Count)
        {
            throw new ArgumentException(
                $"{recordings.Count} recordings and {labels.Count} labels: there must be as many of each, and one at least.",
                nameof(labels));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(order.Batch, 1);
        (_recordings, _labels, _spec, _order) = (recordings, labels, spec, order);
        _crop = new WindowCrop(spec);
        _classes = classes ?? labels.Max() + 1;
        _last = OrderOf(0);
    }

    /// <inheritdoc />
    public int Values => _spec.WindowValues;

    /// <inheritdoc />
    public int Count => _recordings.Count;

    /// <inheritdoc />
    public int BatchSize => _order.Batch;

    /// <inheritdoc />
    public int Batches => (Count + BatchSize - 1) / BatchSize;

    /// <inheritdoc />
    public int BatchesPerEpoch => Batches;

    /// <inheritdoc />
    public int Fill(int epoch, int batch, Span<float> windows, Span<long> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)batch, (uint)Batches);
        var order = _last;
        if (order.Epoch != epoch)
        {
            _last = order = OrderOf(epoch);
        }

        var first = batch * BatchSize;
        var count = Math.Min(BatchSize, Count - first);
        for (var i = 0; i < count; i++)
        {
            var recording = order.Recordings[first + i];
            Draw(_recordings[recording].Entry, unchecked(order.Seed + (uint)i), windows.Slice(i * Values, Values));
            labels[i] = _labels[recording];
        }

        return count;
    }

    /// <inheritdoc />
    public IEnumerable<WindowBatch> Epoch(int epoch)
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            var count = Math.Min(BatchSize, Count - (batch * BatchSize));
            var made = WindowBatch.Empty(count, Values, _classes);
            var labels = new long[count];
            Fill(epoch, batch, made.Windows, labels);
            for (var i = 0; i < count; i++)
            {
                made.Target(i)[(int)labels[i]] = 1;
            }

            yield return made;
        }
    }

    private void Draw(MappedEntry entry, uint seed, Span<float> window)
    {
        var random = new NumpyRandom(seed);
        var frames = entry.Header.Frames;
        var spare = frames - _spec.WindowFrames;
        if (spare >= 0)
        {
            _crop.Within(entry, (int)random.Uniform(0, spare), window);
        }
        else if (_order.ShortClips == ShortClips.Mean)
        {
            _crop.Padded(entry, (int)random.Uniform(0, -spare), window);
        }
        else
        {
            _crop.Looped(entry, (int)random.Uniform(0, frames), window);
        }
    }

    private EpochOrder OrderOf(int epoch)
    {
        var all = Enumerable.Range(0, Count).ToArray();
        if (!_order.Shuffle)
        {
            return new EpochOrder(epoch, _order.Seed, all);
        }

        var seed = unchecked(_order.Seed + (uint)epoch);
        new NumpyRandom(seed).Shuffle<int>(all);
        return new EpochOrder(epoch, unchecked(seed + 1), all);
    }

    /// <summary>Order of an epoch.</summary>
    /// <param name="Epoch">Number.</param>
    /// <param name="Seed">What the seeds of the crops count from.</param>
    /// <param name="Recordings">Positions of recordings.</param>
    private sealed record EpochOrder(int Epoch, uint Seed, int[] Recordings);
}
