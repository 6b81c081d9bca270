namespace AvianVox.Station.Messages;

/// <summary>How one sink fares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cursor">Last entry of the log that it has, or that was passed over.</param>
/// <param name="Waiting">Entries behind that.</param>
/// <param name="SetAside">Entries it would not take, ever.</param>
/// <param name="Dropped">Entries that left the log before it had taken them, ever.</param>
/// <param name="Fault">What is wrong now, for people; null when nothing is.</param>
internal sealed record SinkHealthMessage(string Name, long Cursor, long Waiting, long SetAside, long Dropped, string? Fault);
