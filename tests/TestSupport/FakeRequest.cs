namespace AvianVox.TestSupport;

/// <summary>A request that a <see cref="FakeHttpServer"/> got.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body, decompressed where it was gzip.</param>
public sealed record FakeRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);
