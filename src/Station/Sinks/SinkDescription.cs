namespace AvianVox.Station.Sinks;

/// <summary>A sink that is switched on, before it is made. Each sink's folder adds its own to the host.</summary>
/// <param name="Name">Name of its cursor.</param>
/// <param name="Filter">Which detections it is given.</param>
/// <param name="Create">Makes it; nothing is connected yet.</param>
public sealed record SinkDescription(string Name, SinkFilterOptions Filter, Func<ISink> Create);
