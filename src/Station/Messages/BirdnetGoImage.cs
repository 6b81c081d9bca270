using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>The picture of a species in birdnet-go's messages.</summary>
/// <param name="Url">Its address; empty for none.</param>
internal sealed record BirdnetGoImage([property: JsonPropertyName("URL")] string Url);
