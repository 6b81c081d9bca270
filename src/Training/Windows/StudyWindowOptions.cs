using AvianVox.Dsp.Features;

namespace AvianVox.Training.Windows;

/// <summary>
/// The study's way: one window out of every recording and epoch, cut out of the features of the whole recording; a part of a
/// recipe. The run's seed decides order and crops.
/// </summary>
internal sealed record StudyWindowOptions : WindowOptions
{
    /// <summary>What short recordings are filled up with.</summary>
    public ShortClips ShortClips { get; init; } = ShortClips.Loop;

    /// <inheritdoc />
    public override IReadOnlyList<string> Faults(FeatureSpec features) =>
        features is { OfflineClamp: DecibelClamp.Window, Layout: not MfccLayout.None }
        ? ["features.offlineClamp is Window; allowed with windows of kind study: File or None, since MFCC are kept by frame"]
        : [];
}
