namespace AvianVox.TestSupport;

/// <summary>What a <see cref="FakeHttpServer"/> answers.</summary>
/// <param name="Status">Status code; 0 never answers.</param>
/// <param name="Body">Text of the body.</param>
/// <param name="Header">One more header line; empty for none.</param>
public sealed record FakeAnswer(int Status, string Body = "", string Header = "")
{
    /// <summary>Holds the connection open and says nothing.</summary>
    public static FakeAnswer Never { get; } = new(0);
}
