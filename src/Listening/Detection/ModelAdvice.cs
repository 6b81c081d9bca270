using AvianVox.Classification.Packages;

namespace AvianVox.Listening.Detection;

/// <summary>What a model says about detections: who it is, what it names, and from which probability on.</summary>
/// <param name="Name">Name and version, for the records.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Thresholds">Thresholds that it recommends for single labels, by code.</param>
/// <param name="DefaultThreshold">Threshold that it recommends for all others, 0 to 1.</param>
public sealed record ModelAdvice(
    string Name,
    IReadOnlyList<Label> Labels,
    IReadOnlyDictionary<string, double> Thresholds,
    double DefaultThreshold)
{
    /// <summary>The advice of a package.</summary>
    /// <param name="package">Loaded.</param>
    public static ModelAdvice Of(ModelPackage package) =>
        new(
            $"{package.Manifest.Name} {package.Manifest.Version}",
            package.Labels,
            package.Manifest.Thresholds,
            package.Manifest.DefaultThreshold);
}
