using Microsoft.Extensions.Hosting.Systemd;

namespace AvianVox.Station.Watchdog;

/// <summary>Whoever started the station as a service.</summary>
/// <param name="Notifier">Reaches it.</param>
/// <param name="Within">Within what time it expects a sign of life; null for never.</param>
/// <param name="Stopping">Requested when the station begins to stop, before its parts do.</param>
internal sealed record ServiceManager(ISystemdNotifier Notifier, TimeSpan? Within, CancellationToken Stopping);
