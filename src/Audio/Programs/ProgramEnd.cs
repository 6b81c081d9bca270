namespace AvianVox.Audio.Programs;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">What it ended with; 0 when all went well.</param>
/// <param name="Output">What it wrote to its standard output, as far as it was asked to be kept.</param>
/// <param name="Complaint">What it wrote last to its standard error, in one line of bounded length; empty for nothing.</param>
public sealed record ProgramEnd(int ExitCode, string Output, string Complaint)
{
    /// <summary>Most characters of a complaint.</summary>
    public const int MostComplaint = 300;
}
