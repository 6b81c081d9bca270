using AvianVox.Listening.Settings;

namespace AvianVox.Station.Commands;

/// <summary>Reads what makes a detection anew while the station runs. Safe for several threads.</summary>
public interface IRuleReload
{
    /// <summary>
    /// Reads the configuration again, from where it came, and gives all sources what it now says under "Detector", except
    /// Detector:StrideFrames. Each source takes it over with its next window, where it ends what goes on.
    /// </summary>
    /// <returns>Nothing when it was taken over; else everything that is wrong, and the old rules hold on.</returns>
    IReadOnlyList<ConfigurationFault> Reload();
}
