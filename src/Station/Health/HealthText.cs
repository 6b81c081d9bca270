using AvianVox.Station.Messages;

namespace AvianVox.Station.Health;

/// <summary>Tells the health message as it stands.</summary>
/// <param name="station">The station's id.</param>
/// <param name="health">Knows how it fares.</param>
/// <param name="lastSequence">Tells the journal's last entry.</param>
internal sealed class HealthText(string station, IHealthReporter health, Func<long> lastSequence)
{
    /// <summary>The message.</summary>
    public HealthMessage Now() => HealthJson.Of(station, health.Snapshot(), lastSequence());

    /// <summary>The message, a JSON object.</summary>
    public string Write() => MessageJson.Write(Now());
}
