using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>
/// Decides each label's threshold. The first that is given holds: the station's for this label, the station's for all,
/// the model's for this label, the model's for all.
/// </summary>
internal static class LabelThresholds
{
    /// <summary>Resolves the thresholds of all labels.</summary>
    /// <param name="model">What the model says.</param>
    /// <param name="options">What the station was told; labels by code, scientific or common name, upper and lower case alike.</param>
    /// <param name="faults">Receives one line per name in the options that is no label of this model.</param>
    /// <returns>One threshold per label, in the labels' order.</returns>
    public static double[] Resolve(ModelAdvice model, DetectorOptions options, ICollection<ConfigurationFault> faults)
    {
        var thresholds = model.Labels
            .Select(label => options.Threshold ?? (
                model.Thresholds.TryGetValue(label.Code, out var recommended) ? recommended : model.DefaultThreshold))
            .ToArray();
        new LabelSettings(model.Labels, faults).Apply(thresholds, options.Thresholds, "Detector:Thresholds");
        return thresholds;
    }
}
