using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>How one camera fares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Triggered">Triggers since the start whose actions were started.</param>
/// <param name="Failed">Actions that failed or were given up.</param>
/// <param name="PassedOver">Triggers that were not acted on.</param>
/// <param name="StartMilliseconds">How long after its cause the last trigger's actions began, to a tenth; null before the first.</param>
/// <param name="Fault">What went wrong at the last trigger, for people; null when nothing did.</param>
internal sealed record CameraHealthMessage(
    string Name,
    long Triggered,
    long Failed,
    long PassedOver,
    [property: JsonPropertyName("start_ms")] double? StartMilliseconds,
    string? Fault);
