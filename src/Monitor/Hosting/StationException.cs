namespace AvianVox.Monitor.Hosting;

/// <summary>A station that cannot start. The message is for people: it names the thing, the fault and the way out.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="exitCode">What the process tells whoever started it.</param>
/// <param name="inner">The cause, if any.</param>
internal sealed class StationException(string message, int exitCode, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the process tells whoever started it.</summary>
    public int ExitCode { get; } = exitCode;
}
