using AvianVox.Dsp.Features;

namespace AvianVox.Training.Fitting;

/// <summary>All that decides a training run: the same request on the same data gives the same model.</summary>
internal sealed record TrainingRequest
{
    /// <summary>Data folders.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Folder of the model package to write.</summary>
    public required string Out { get; init; }

    /// <summary>Name of the model.</summary>
    public string Name { get; init; } = "starter";

    /// <summary>Version of the model.</summary>
    public string Version { get; init; } = "1.0";

    /// <summary>Licence of the weights.</summary>
    public string Licence { get; init; } = "CC-BY-NC-SA-4.0";

    /// <summary>Markdown for the card that says where the data sets come from; empty for none.</summary>
    public string Sources { get; init; } = "";

    /// <summary>Whether a package at <see cref="Out"/> may be replaced.</summary>
    public bool Replace { get; init; }

    /// <summary>Threads of torch; 0 for one per core.</summary>
    public int Threads { get; init; }

    /// <summary>Whether the network is normalised over the batch while training.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>Filters of each block of the network.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [64, 64, 64];

    /// <summary>How the weights are fitted.</summary>
    public FitOptions Fit { get; init; } = new();

    /// <summary>How windows are varied.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>The front end, but for its scale, which is measured.</summary>
    /// <remarks>
    /// The floor of log mel is about what the quantisation noise of 16 bits leaves in a band: below it there is
    /// nothing to learn but which codec a recording went through.
    /// </remarks>
    public FeatureSpec Features { get; init; } = new() { Log = LogRule.NaturalFloored, LogFloor = 1e-8 };
}
