using System.Globalization;
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
        foreach (var (name, threshold) in options.Thresholds)
        {
            var known = false;
            for (var index = 0; index < labels.Count; index++)
            {
                if (LabelNames.IsCalled(labels[index], name))
                {
                    thresholds[index] = threshold;
                    known = true;
                }
            }

            if (!known)
            {
                faults.Add(Fault(labels, name, threshold));
            }
        }

        return thresholds;
    }

    private static ConfigurationFault Fault(IReadOnlyList<Label> labels, string name, double threshold) => new(
        $"Detector:Thresholds:{name}",
        threshold.ToString(CultureInfo.InvariantCulture),
        $"the model has no label of that name; the nearest is {LabelNames.Nearest(labels, name)}",
        null);
}
