namespace AvianVox.Audio.Programs;

/// <summary>A program, and what it is given. No shell reads any of it.</summary>
/// <param name="Program">Its name, looked up on the PATH, or its path.</param>
/// <param name="Arguments">What it is given, each an argument of its own.</param>
public sealed record ProgramCall(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables of its environment beside our own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads on its standard input before that ends.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Most characters of its standard output that are kept; the rest is read and dropped. Default 0.</summary>
    public int MostOutput { get; init; }
}
