using System.Globalization;
using AvianVox.Listening.Detection.Rules;
using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>The rules that tie the detector's settings together, and to its range file.</summary>
/// <param name="fault">Takes key, value and message of what is wrong.</param>
public sealed class DetectorSettingRules(FaultSink fault)
{
    private const string Rules = "Detector:Rules";

    /// <summary>Checks them all.</summary>
    /// <param name="detector">The detector's options.</param>
    /// <param name="place">Where the station is; null when unknown.</param>
    public void Check(DetectorOptions detector, GeoPoint? place)
    {
        var most = string.Create(CultureInfo.InvariantCulture, $"must be at most Detector:OfWindows, which is {detector.OfWindows}");
        if (detector.ConfirmWindows > detector.OfWindows)
        {
            fault("Detector:ConfirmWindows", detector.ConfirmWindows.ToString(CultureInfo.InvariantCulture), most);
        }

        var confirmation = detector.Rules.Confirmation;
        foreach (var (species, windows) in confirmation.Windows.Where(entry => entry.Value > detector.OfWindows))
        {
            fault($"{Rules}:Confirmation:Windows:{species}", windows.ToString(CultureInfo.InvariantCulture), most);
        }

        foreach (var (index, species) in confirmation.Exempt.Index())
        {
            if (confirmation.Windows.TryGetValue(species, out var windows))
            {
                fault(
                    string.Create(CultureInfo.InvariantCulture, $"{Rules}:Confirmation:Exempt:{index}"),
                    species,
                    $"{Rules}:Confirmation:Windows asks {windows} windows of it; keep one of the two");
            }
        }

        CheckRange(detector.Rules.Range, place);
    }

    private void CheckRange(RangeRuleOptions range, GeoPoint? place)
    {
        if (range.File is not { } file)
        {
            return;
        }

        var faults = new List<string>();
        var lines = RangeFile.Read(file, faults);
        foreach (var wrong in faults)
        {
            fault($"{Rules}:Range:File", file, wrong);
        }

        if (place is null && lines.FirstOrDefault(line => line.Box is not null) is { } placed)
        {
            fault(
                "Station:Latitude",
                "null",
                $"{file} line {placed.Line} has a bounding box: set where the station is, Station:Latitude and Station:Longitude");
        }
    }
}
