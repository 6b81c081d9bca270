namespace AvianVox.Training.Tests.Fetching;

/// <summary>What a client asked for.</summary>
internal sealed record ServerRequest(string Path, IReadOnlyDictionary<string, string> Query, long? RangeFrom);
