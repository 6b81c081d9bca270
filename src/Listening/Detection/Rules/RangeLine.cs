namespace AvianVox.Listening.Detection.Rules;

/// <summary>One line of a range file: a species occurs in these weeks in this part of the Earth.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Species">Code, scientific or common name.</param>
/// <param name="Weeks">The weeks.</param>
/// <param name="Box">Where; null for everywhere.</param>
public sealed record RangeLine(int Line, string Species, WeekSet Weeks, GeoBox? Box);
