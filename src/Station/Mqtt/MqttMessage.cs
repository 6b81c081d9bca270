namespace AvianVox.Station.Mqtt;

/// <summary>A message to publish.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its text.</param>
/// <param name="Retain">True for one that the broker keeps.</param>
public sealed record MqttMessage(string Topic, string Payload, bool Retain = false);
