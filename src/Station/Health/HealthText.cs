namespace AvianVox.Station.Health;

/// <summary>Writes the health message as it stands.</summary>
/// <param name="station">The station's id.</param>
/// <param name="health">Knows how it fares.</param>
/// <param name="lastSequence">Tells the journal's last entry.</param>
internal sealed class HealthText(string station, IHealthReporter health, Func<long> lastSequence)
{
    /// <summary>The message, a JSON object.</summary>
    public string Write() => HealthJson.Write(station, health.Snapshot(), lastSequence());
}
