using System.Globalization;
using AvianVox.Dsp.Features;

namespace AvianVox.Training.Networks;

/// <summary>
/// Blocks of convolutions 3x3 with batch normalisation, each but the first and the last followed by max-pooling 2x2; the first
/// has a stride of 2.
/// </summary>
internal sealed record ConvolutionalDesign : NetworkDesign
{
    /// <summary>Rows and frames that are averaged into one place before all else.</summary>
    public IReadOnlyList<int> Pool { get; init; } = [1, 1];

    /// <summary>Filters of each block.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [16, 32, 64, 128, 128];

    /// <summary>What the blocks behind the first, which is plain, are made of.</summary>
    public BlockKind Block { get; init; } = BlockKind.Plain;

    /// <summary>What is done to a window before.</summary>
    public InputNorm Norm { get; init; } = InputNorm.WindowAndBand;

    /// <summary>
    /// How far below the highest value of a window its lowest may be, in units of the scaled log mel (4.6 is 80 dB at a mel
    /// deviation of 4); 0: any. What is lower is the recorder's and the codec's, and falls under the front end's floor at one
    /// gain and not at another.
    /// </summary>
    public double Range { get; init; }

    /// <summary>How maps become one value per channel.</summary>
    public TimePooling Pooling { get; init; } = TimePooling.MeanAndMax;

    /// <summary>Share of pooled values that dropout sets to 0 while training.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>
    /// Filters of the branch that MFCC rows go through, where the front end puts them behind the mel bands; 0: they go with the
    /// mel bands.
    /// </summary>
    public int MfccFilters { get; init; }

    /// <summary>Whether the graph also gives each label's activation by place, "activations" [N, classes, H, W].</summary>
    public bool Activations { get; init; } = true;

    /// <inheritdoc />
    public override string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"{Filters.Count} {$"{Block}".ToLowerInvariant()} blocks of convolution 3x3 with batch normalisation and ReLU, " +
        $"{string.Join(", ", Filters)} filters; " +
        $"{(Pool.Any(p => p > 1) ? $"windows first averaged over {Pool[0]} rows by {Pool[1]} frames, " : "")}input norm {Norm}; mean " +
        $"over bands, {Pooling} over time, dropout {Dropout}, dense softmax")
        + (MfccFilters > 0 ? $"; MFCC in a branch of {MfccFilters} filters" : "");

    /// <inheritdoc />
    public override AcousticNetwork Create(NetworkShape shape) => new ConvolutionalNetwork(shape, this);

    /// <inheritdoc />
    public override IReadOnlyList<string> Faults(FeatureSpec features)
    {
        var isMelAlone = features.Layout == MfccLayout.None || (features.Layout == MfccLayout.Concatenate && MfccFilters > 0);
        var (rows, frames) = (isMelAlone ? features.MelBands : features.Rows, features.WindowFrames);
        var faults = new List<string>();
        if (Filters.Count < 2 || Filters.Any(f => f is < 1 or > 4_096))
        {
            faults.Add($"filters is [{string.Join(", ", Filters)}]; allowed: at least two numbers from 1 to 4096");
        }

        if (Pool.Count != 2 || Pool.Any(p => p < 1) || Pool[0] > rows || Pool[1] > frames)
        {
            faults.Add($"pool is [{string.Join(", ", Pool)}]; allowed: rows and frames, each from 1, up to {rows} and {frames}");
        }
        else if (Pool[0] > 1 && !isMelAlone)
        {
            faults.Add(
                $"pool is [{string.Join(", ", Pool)}], which would average mel bands and MFCC rows; allowed with MFCC rows among " +
                "them: 1 row");
        }
        else if (Math.Min(rows / Pool[0], frames / Pool[1]) >> Math.Max(0, Filters.Count - 1) < 1)
        {
            faults.Add(
                $"filters has {Filters.Count} blocks, each halving a window of {rows / Pool[0]} rows and {frames / Pool[1]} frames; " +
                "take fewer");
        }

        if (Dropout is not (>= 0 and < 1))
        {
            faults.Add(FormattableString.Invariant($"dropout is {Dropout}; allowed: 0 to below 1"));
        }

        if (Range is not (>= 0 and <= 1_000))
        {
            faults.Add(FormattableString.Invariant($"range is {Range}; allowed: 0 to 1000"));
        }

        if (MfccFilters is < 0 or > 4_096)
        {
            faults.Add($"mfccFilters is {MfccFilters}; allowed: 0 to 4096");
        }

        return faults;
    }
}
