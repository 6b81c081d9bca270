namespace AvianVox.Station.Health;

/// <summary>How one camera fares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Triggered">Triggers since the start whose actions were started.</param>
/// <param name="Failed">Actions that failed or were given up.</param>
/// <param name="PassedOver">Triggers that fell into the cool-down, the hour's limit or the night, or found too many actions under
/// way.</param>
/// <param name="StartMilliseconds">How long after the end of the window that confirmed the last trigger's actions began, in milliseconds;
/// null before the first of a source that is heard as it happens.</param>
/// <param name="Fault">What went wrong at the last trigger, for people; null when nothing did.</param>
public sealed record CameraHealth(string Name, long Triggered, long Failed, long PassedOver, double? StartMilliseconds, string? Fault);
