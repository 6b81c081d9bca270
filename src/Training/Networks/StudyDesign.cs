using System.Globalization;
using AvianVox.Dsp.Features;

namespace AvianVox.Training.Networks;

/// <summary>
/// The networks of the study (Hiatt 2020): blocks of convolution without padding, ReLU, max-pooling and dropout; global average
/// pooling; a dense layer. The defaults are version 20.
/// </summary>
internal sealed record StudyDesign : NetworkDesign
{
    /// <summary>Filters of each block; one value per block.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [64, 64, 64];

    /// <summary>Rows and frames of every kernel.</summary>
    public IReadOnlyList<int> Kernel { get; init; } = [3, 3];

    /// <summary>Rows and frames of each block's pool; the last holds for the blocks behind it too.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Pools { get; init; } = [[3, 3]];

    /// <summary>Share of values that dropout sets to 0 behind each block while training.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>
    /// Whether each block's output is normalised over the batch while training. It is folded into the next layer's weights on
    /// export, so the exported network is the study's either way.
    /// </summary>
    public bool BatchNorm { get; init; }

    /// <inheritdoc />
    public override string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"the study's (Hiatt 2020): {Filters.Count} blocks of convolution {Kernel[0]}x{Kernel[1]}, ReLU, max-pooling and dropout " +
        $"{Dropout} with {string.Join(", ", Filters)} filters, global average pooling, dense softmax")
        + (BatchNorm ? "; batch normalisation behind each block while training, folded into the weights here" : "");

    /// <summary>Rows and frames of a block's pool.</summary>
    /// <param name="block">Block, from 0.</param>
    public (int Rows, int Frames) Pool(int block)
    {
        var pool = Pools[Math.Min(block, Pools.Count - 1)];
        return (pool[0], pool[1]);
    }

    /// <inheritdoc />
    public override AcousticNetwork Create(NetworkShape shape) => new StudyNetwork(shape, this);

    /// <inheritdoc />
    public override IReadOnlyList<string> Faults(FeatureSpec features)
    {
        var (rows, frames) = (features.Rows, features.WindowFrames);
        var faults = new List<string>();
        if (Filters.Count == 0 || Filters.Any(f => f is < 1 or > 4_096))
        {
            faults.Add($"filters is [{string.Join(", ", Filters)}]; allowed: at least one number from 1 to 4096");
        }

        if (Kernel.Count != 2 || Kernel.Any(k => k < 1))
        {
            faults.Add($"kernel is [{string.Join(", ", Kernel)}]; allowed: rows and frames, each from 1");
        }

        if (Pools.Count == 0 || Pools.Any(p => p.Count != 2 || p.Any(s => s < 1)))
        {
            faults.Add("pools is not a list of pairs; allowed: rows and frames of each block's pool, each from 1");
        }

        if (Dropout is not (>= 0 and < 1))
        {
            faults.Add(FormattableString.Invariant($"dropout is {Dropout}; allowed: 0 to below 1"));
        }

        if (faults.Count == 0 && Sizes(rows, frames).Any(s => s.Rows < 1 || s.Frames < 1))
        {
            faults.Add(
                $"pools: a window of {rows} rows and {frames} frames is too small for these kernels and pools; take fewer blocks or " +
                "smaller pools");
        }

        return faults;
    }

    /// <summary>Rows and frames behind each block's pool.</summary>
    /// <param name="rows">Rows of a window.</param>
    /// <param name="frames">Frames of a window.</param>
    public IReadOnlyList<(int Rows, int Frames)> Sizes(int rows, int frames)
    {
        var sizes = new List<(int, int)>();
        for (var i = 0; i < Filters.Count; i++)
        {
            var pool = Pool(i);
            (rows, frames) = ((rows - Kernel[0] + 1) / pool.Rows, (frames - Kernel[1] + 1) / pool.Frames);
            sizes.Add((rows, frames));
        }

        return sizes;
    }
}
