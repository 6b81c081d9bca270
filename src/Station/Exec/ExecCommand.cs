using System.Globalization;
using System.Text;
using AvianVox.Audio.Programs;
using AvianVox.Listening.Settings;
using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Exec;

/// <summary>One command, run by the shell, once for each entry.</summary>
/// <param name="command">What the shell runs.</param>
/// <param name="timeout">How long it may take; then it is killed with all that it started.</param>
/// <param name="time">Measures it.</param>
internal sealed class ExecCommand(string command, TimeSpan timeout, TimeProvider time)
{
    /// <summary>What a command ends with to be run again later, however often (sysexits.h: EX_TEMPFAIL).</summary>
    public const int TryAgain = 75;

    /// <summary>What the shell ends with where there is no such command, or none that may be run.</summary>
    private const int NotExecutable = 126, NotFound = 127;

    /// <summary>What is told of it: the program alone, since a token may stand behind it.</summary>
    private readonly string _shown = HoldsArgumentsAttribute.Program(command);

    /// <summary>Runs it.</summary>
    /// <param name="entry">What it is told on standard input, one line of JSON.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>Null when it ended with 0, else for people what it failed of.</returns>
    /// <exception cref="SinkException">It could not be run at all, or asks to be run again later.</exception>
    public async Task<string?> RunAsync(JournalEntry entry, CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        ProgramEnd end;
        try
        {
            end = await ChildProgram.RunAsync(Call(entry), time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"\"{_shown}\" did not end within {timeout.TotalSeconds:0.#} s and was killed");
        }
        catch (ProgramException error)
        {
            throw new SinkException(SinkFault.Down, $"no process can be started: {error.Message}", error);
        }

        if (end.ExitCode == 0)
        {
            return null;
        }

        var words = HoldsArgumentsAttribute.Scrub(end.Complaint, [command]);
        var fault = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{_shown}\" ended with {end.ExitCode}{(words.Length == 0 ? "" : $" ({words})")}");
        return end.ExitCode switch
        {
            NotExecutable or NotFound => throw new SinkException(
                SinkFault.Refused,
                $"{fault}: check Exec:Command, and that the station's user may run it"),
            TryAgain => throw new SinkException(SinkFault.Down, fault),
            _ => fault,
        };
    }

    private ProgramCall Call(JournalEntry entry) => new("/bin/sh", ["-c", command])
    {
        Input = Encoding.UTF8.GetBytes(EntryContent.WithKind(entry) + "\n"),
        Environment = new Dictionary<string, string>
        {
            ["AVIANVOX_KIND"] = EntryContent.KindName(entry.Kind),
            ["AVIANVOX_ID"] = entry.Id.ToString("D"),
        },
    };
}
