using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;

namespace AvianVox.Training.Keras;

/// <summary>
/// What is known of the models of Hiatt (2020), Species Classification of Avian Vocalizations Using 2-Dimensional Convolutional
/// Neural Networks.
/// </summary>
internal static class StudyModel
{
    /// <summary>SHA-256 of CNN_v20_weights.best.hdf5 as its author published it.</summary>
    public const string PublishedSha256 = "71e99760355130d01a0b32a7a34a7f2f5011381a68eb7e459dbfa5afb7230103";

    /// <summary>Licence line of the published weights: none was given with them.</summary>
    public const string PublishedLicence = "none stated: as published by Sam Hiatt with his study of 2020; ask him before passing them on";

    /// <summary>Provenance of the published weights, from the study's own report.</summary>
    public static ModelProvenance Published { get; } = new()
    {
        Data = "1,820 recordings of 91 species of California and Nevada, 20 per species, from xeno-canto.org; each recording has a " +
            "licence of its own",
        Split = "by recording, stratified by species, 1,820 for training and 910 for the test (scikit-learn train_test_split, " +
            "random_state 37)",
        Seed = 37,
        Metrics = new Dictionary<string, double>
        {
            ["cross-validated accuracy"] = 0.1927,
            ["test accuracy, one crop per recording, mean of five seeds"] = 0.22791,
            ["test accuracy, standard deviation over five seeds"] = 0.00714,
            ["chance"] = 0.011,
            ["naive Bayes benchmark, test accuracy"] = 0.05934,
        },
        Notes = "Figures as the study reports them; not measured again here.",
    };

    /// <summary>The study's front end for an input of a given size.</summary>
    /// <param name="rows">Rows: 128 (MFCC overwrite the lowest mel rows) or 148 (MFCC follow the mel rows).</param>
    /// <param name="frames">Frames in a window.</param>
    /// <param name="scaling">Scaling constants.</param>
    /// <exception cref="WorkshopException">The study has no front end of that many rows.</exception>
    public static FeatureSpec Features(int rows, int frames, StudyScaling scaling)
    {
        var spec = new FeatureSpec
        {
            Layout = rows switch
            {
                128 => MfccLayout.Overwrite,
                148 => MfccLayout.Concatenate,
                _ => throw new WorkshopException(
                    $"The model takes {rows} rows; the study's front ends give 128 (MFCC over the lowest mel rows) or 148 (MFCC " +
                    "behind the mel rows)."),
            },
            WindowFrames = frames,
            OfflineEdges = EdgePadding.Reflect,
            OfflineClamp = DecibelClamp.File,
            MfccMean = -19.00330,
            MfccDeviation = 86.45496,
        };
        return scaling == StudyScaling.Report
            ? spec with { Log = LogRule.NaturalZeroKept, MelMean = -7.40798, MelDeviation = 3.80885 }
            : spec with { Log = LogRule.NaturalFloored, LogFloor = 1e-7, MelMean = -7.34926, MelDeviation = 3.56474 };
    }
}
