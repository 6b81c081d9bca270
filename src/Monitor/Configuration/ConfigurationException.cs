using AvianVox.Listening.Settings;

namespace AvianVox.Monitor.Configuration;

/// <summary>A configuration that a station cannot run with; tells all its faults at once.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="faults">At least one.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
        : base(Text(faults))
    {
        Faults = faults;
    }

    /// <summary>Everything that is wrong, in the order of the settings.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }

    private static string Text(IReadOnlyList<ConfigurationFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return faults.Count == 1
            ? $"The configuration has a fault: {faults[0]}"
            : $"The configuration has {faults.Count} faults:{string.Concat(faults.Select(fault => $"{Environment.NewLine}  {fault}"))}";
    }
}
