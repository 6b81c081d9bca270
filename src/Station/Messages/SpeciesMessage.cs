namespace AvianVox.Station.Messages;

/// <summary>A species as messages name it.</summary>
/// <param name="Code">Code of the model's label.</param>
/// <param name="Scientific">Scientific name.</param>
/// <param name="Common">English name.</param>
internal sealed record SpeciesMessage(string Code, string Scientific, string Common);
