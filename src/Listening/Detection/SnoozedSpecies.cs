namespace AvianVox.Listening.Detection;

/// <summary>Something that is silenced.</summary>
/// <param name="Code">The species' code; null for all.</param>
/// <param name="Left">How long it still holds.</param>
public sealed record SnoozedSpecies(string? Code, TimeSpan Left);
