using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.CrossValidation;
using AvianVox.Training.Data;
using AvianVox.Training.Fitting;

namespace AvianVox.Training.Making;

/// <summary>What is known once the weights are fitted.</summary>
internal sealed record TrainingFacts
{
    /// <summary>What was asked for.</summary>
    public required TrainingRequest Request { get; init; }

    /// <summary>Recordings by side, those that could not be read among them.</summary>
    public required RecordingSplit Split { get; init; }

    /// <summary>Recordings that were read, by side.</summary>
    public required IReadOnlyDictionary<SplitSide, IReadOnlyList<Clip>> Sides { get; init; }

    /// <summary>Labels of the model.</summary>
    public required IReadOnlyList<Label> Labels { get; init; }

    /// <summary>Front end, scaled.</summary>
    public required FeatureSpec Spec { get; init; }

    /// <summary>How large the network is.</summary>
    public required NetworkFacts Network { get; init; }

    /// <summary>Epochs that were done; at least one.</summary>
    public required IReadOnlyList<EpochReport> History { get; init; }

    /// <summary>
    /// Training and validation recordings as networks heard them that were not fitted to them; empty where none were asked for.
    /// </summary>
    public required IReadOnlyList<HeldOutRecording> HeldOut { get; init; }

    /// <summary>The epoch whose weights the model has.</summary>
    public EpochReport Best => History.Last(e => e.Best);
}
