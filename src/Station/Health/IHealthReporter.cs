namespace AvianVox.Station.Health;

/// <summary>Tells how the station fares. Safe for several threads.</summary>
public interface IHealthReporter
{
    /// <summary>
    /// Raised when a source changes its state, or clips or the journal stop or go on, so that a loss is published at once and not with the
    /// next minute.
    /// Handlers must not block.
    /// </summary>
    event EventHandler? Changed;

    /// <summary>How the station fares now.</summary>
    StationHealth Snapshot();
}
