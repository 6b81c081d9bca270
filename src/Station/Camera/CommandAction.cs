using System.Globalization;
using AvianVox.Audio.Programs;
using AvianVox.Listening.Settings;

namespace AvianVox.Station.Camera;

/// <summary>
/// Runs a program. Placeholders are filled in argument by argument and no shell reads them, so that no name of a species can
/// become a command; the same values are in its environment as AVIANVOX_SPECIES, AVIANVOX_PATH and so on.
/// </summary>
/// <param name="command">Program and arguments.</param>
/// <param name="time">Bounds what is waited for.</param>
internal sealed class CommandAction(IReadOnlyList<string> command, TimeProvider time) : ICameraAction
{
    /// <inheritdoc />
    public string Name => $"command {command[0]}";

    /// <inheritdoc />
    public async Task RunAsync(CameraShot shot, CancellationToken cancellation)
    {
        ProgramEnd end;
        try
        {
            var call = new ProgramCall(command[0], [.. command.Skip(1).Select(argument => ShotText.Argument(argument, shot))])
            {
                Environment = ShotText.Environment(shot),
            };
            end = await ChildProgram.RunAsync(call, time, cancellation).ConfigureAwait(false);
        }
        catch (ProgramException fault)
        {
            throw new CameraException($"cannot be started: {fault.Message}", fault);
        }

        if (end.ExitCode != 0)
        {
            var words = HoldsArgumentsAttribute.Scrub(end.Complaint, command.Skip(1));
            throw new CameraException(string.Create(CultureInfo.InvariantCulture, $"ended with {end.ExitCode}{(words.Length == 0 ? "" : $" ({words})")}"));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
