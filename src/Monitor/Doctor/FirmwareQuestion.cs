using AvianVox.Audio.Programs;

namespace AvianVox.Monitor.Doctor;

/// <summary>Asks a Raspberry Pi's firmware through its own program.</summary>
/// <param name="time">Bounds the wait.</param>
internal sealed class FirmwareQuestion(TimeProvider time)
{
    /// <summary>Most characters of an answer.</summary>
    private const int MostAnswer = 200;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    /// <summary>Runs "vcgencmd get_throttled".</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its answer; null where there is no such program, or it does not answer.</returns>
    public async Task<string?> ThrottledAsync(CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(Bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            var end = await ChildProgram.RunAsync(
                new ProgramCall("vcgencmd", ["get_throttled"]) { MostOutput = MostAnswer },
                time,
                either.Token);
            return end.Output;
        }
        catch (Exception fault) when (fault is ProgramException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
