using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Fitting;

namespace AvianVox.Training.Making;

/// <summary>What is known once the weights are fitted.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Split">Recordings by side, those that could not be read among them.</param>
/// <param name="Sides">Recordings that were read, by side.</param>
/// <param name="Labels">Labels of the model.</param>
/// <param name="Spec">Front end, scaled.</param>
/// <param name="Parameters">Values that were fitted.</param>
/// <param name="MultiplyAdds">Multiply-adds of one window.</param>
/// <param name="History">Epochs that were done.</param>
/// <param name="HeldOut">Training and validation recordings as networks heard them that were not fitted to them; empty where none were asked for.</param>
internal sealed record TrainingFacts(
    TrainingRequest Request,
    RecordingSplit Split,
    IReadOnlyDictionary<SplitSide, IReadOnlyList<Clip>> Sides,
    IReadOnlyList<Label> Labels,
    FeatureSpec Spec,
    long Parameters,
    long MultiplyAdds,
    IReadOnlyList<EpochReport> History,
    IReadOnlyList<HeldOutRecording> HeldOut)
{
    /// <summary>The epoch whose weights the model has.</summary>
    public EpochReport Best => History.Last(e => e.Best);
}
