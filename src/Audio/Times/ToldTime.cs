namespace AvianVox.Audio.Times;

/// <summary>What one place says about when a recording began.</summary>
/// <param name="Origin">The place.</param>
/// <param name="Text">What stands there, for people.</param>
/// <param name="Time">What it means; null where that is not understood.</param>
public sealed record ToldTime(TimeOrigin Origin, string Text, WrittenTime? Time);
