using AvianVox.Classification.Packages;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Detection;

/// <summary>
/// Decides each label's threshold. The first that is given holds: the station's for this label, the station's for all,
/// the model's for this label, the model's for all.
/// </summary>
internal static class LabelThresholds
{
    /// <summary>Resolves the thresholds of all labels.</summary>
    /// <param name="labels">The model's labels.</param>
    /// <param name="options">What the station was told; labels by code, scientific or common name, upper and lower case alike.</param>
    /// <param name="ofModel">What the model recommends for single labels, by code.</param>
    /// <param name="modelDefault">What it recommends for all others.</param>
    /// <param name="faults">Receives one line per name in the options that is no label of this model.</param>
    /// <returns>One threshold per label, in the labels' order.</returns>
    public static double[] Resolve(
        IReadOnlyList<Label> labels,
        DetectorOptions options,
        IReadOnlyDictionary<string, double> ofModel,
        double modelDefault,
        ICollection<ConfigurationFault> faults)
    {
        var thresholds = labels
            .Select(label => options.Threshold ?? (ofModel.TryGetValue(label.Code, out var recommended) ? recommended : modelDefault))
            .ToArray();
        new LabelSettings(labels, faults).Apply(thresholds, options.Thresholds, "Detector:Thresholds");
        return thresholds;
    }
}
