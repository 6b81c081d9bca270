using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AvianVox.Station.Camera;

/// <summary>
/// Runs a program. Placeholders are filled in argument by argument and no shell reads them, so that no name of a species can
/// become a command; the same values are in its environment as AVIANVOX_SPECIES, AVIANVOX_PATH and so on.
/// </summary>
/// <param name="command">Program and arguments.</param>
internal sealed class CommandAction(IReadOnlyList<string> command) : ICameraAction
{
    /// <summary>Most characters of its standard error that are told.</summary>
    private const int MostTold = 300;

    /// <inheritdoc />
    public string Name => $"command {command[0]}";

    /// <inheritdoc />
    public async Task RunAsync(CameraShot shot, CancellationToken cancellation)
    {
        using var process = Start(shot);
        var told = TellAsync(process.StandardError);
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        // What it started and left behind may hold the pipes open: what is there by now is enough to tell.
        await Task.WhenAny(Task.WhenAll(told, output), Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            var words = told.IsCompletedSuccessfully ? await told.ConfigureAwait(false) : "";
            throw new CameraException(string.Create(CultureInfo.InvariantCulture, $"ended with {process.ExitCode}{(words.Length == 0 ? "" : $" ({words})")}"));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    /// <summary>The first characters of what it says, in one line; the rest is read too, so that it never waits for a reader.</summary>
    private static async Task<string> TellAsync(StreamReader errors)
    {
        var first = new char[MostTold];
        var count = await errors.ReadBlockAsync(first.AsMemory(), CancellationToken.None).ConfigureAwait(false);
        await errors.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None).ConfigureAwait(false);
        return string.Join(' ', new string(first, 0, count).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private Process Start(CameraShot shot)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1).Select(argument => ShotText.Fill(argument, shot)))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in ShotText.Environment(shot))
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception fault)
        {
            throw new CameraException($"cannot be started: {fault.Message.TrimEnd('.')}", fault);
        }
    }
}
