namespace AvianVox.Listening.Settings;

/// <summary>Takes what is wrong with a setting.</summary>
/// <param name="key">The setting, "Mqtt:Listen" say.</param>
/// <param name="value">Its value, which is masked before it is shown where it may hold a secret; null where it has none.</param>
/// <param name="message">What is wrong and what is allowed, after the value.</param>
public delegate void FaultSink(string key, string? value, string message);
