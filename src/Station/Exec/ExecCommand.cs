using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
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

    /// <summary>Most characters of its standard error that are told.</summary>
    private const int MostTold = 300;

    /// <summary>How long what it started and left behind may hold its standard error open.</summary>
    private static readonly TimeSpan DrainBound = TimeSpan.FromSeconds(1);

    /// <summary>Runs it.</summary>
    /// <param name="entry">What it is told on standard input, one line of JSON.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>Null when it ended with 0, else for people what it failed of.</returns>
    /// <exception cref="SinkException">It could not be run at all, or asks to be run again later.</exception>
    public async Task<string?> RunAsync(JournalEntry entry, CancellationToken cancellation)
    {
        using var process = Start(entry);
        using var bound = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        var told = TellAsync(process.StandardError);
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        try
        {
            await FeedAsync(process, entry, either.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return string.Create(CultureInfo.InvariantCulture, $"\"{command}\" did not end within {timeout.TotalSeconds:0.#} s and was killed");
        }
        finally
        {
            // A process that it left behind may keep the pipes open; it is not waited for.
            await Task.WhenAll(told, output).WaitAsync(DrainBound, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (process.ExitCode == 0)
        {
            return null;
        }

        var words = told.IsCompletedSuccessfully ? await told.ConfigureAwait(false) : "";
        var fault = string.Create(CultureInfo.InvariantCulture, $"\"{command}\" ended with {process.ExitCode}{(words.Length == 0 ? "" : $" ({words})")}");
        return process.ExitCode switch
        {
            NotExecutable or NotFound => throw new SinkException(SinkFault.Refused, $"{fault}: check Exec:Command, and that the station's user may run it"),
            TryAgain => throw new SinkException(SinkFault.Down, fault),
            _ => fault,
        };
    }

    private static async Task FeedAsync(Process process, JournalEntry entry, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(EntryContent.WithKind(entry) + "\n"), cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read; its exit code tells whether that is well.
        }
    }

    private static async Task<string> TellAsync(StreamReader errors)
    {
        var first = new char[MostTold];
        var count = await errors.ReadBlockAsync(first.AsMemory(), CancellationToken.None).ConfigureAwait(false);
        await errors.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None).ConfigureAwait(false);
        return string.Join(' ', new string(first, 0, count).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private Process Start(JournalEntry entry)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AVIANVOX_KIND"] = EntryContent.KindName(entry.Kind);
        start.Environment["AVIANVOX_ID"] = entry.Id.ToString("D");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new SinkException(SinkFault.Down, $"no process can be started: {error.Message.TrimEnd('.')}", error);
        }
    }
}
