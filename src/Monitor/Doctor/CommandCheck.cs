using System.Buffers;
using System.Globalization;
using AvianVox.Audio.Programs;
using AvianVox.Audio.Streams;
using AvianVox.Listening.Settings;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Doctor;

/// <summary>Whether the programs are there that the configuration names or needs. Runs none of them.</summary>
/// <param name="options">Checked options.</param>
/// <param name="time">Bounds the question to the shell.</param>
internal sealed class CommandCheck(StationOptions options, TimeProvider time) : ICheck
{
    /// <summary>Characters with which a shell's first word is more than the name of a program.</summary>
    private static readonly SearchValues<char> ShellMarks = SearchValues.Create("=$\"'`{(\\");

    private const string Install = "Install it, mend the setting, or let the station's user run it (chmod +x).";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Name => "programs";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var (index, camera) in options.Cameras.Index())
        {
            if (camera.Command.Count > 0)
            {
                findings.Add(Look(string.Create(CultureInfo.InvariantCulture, $"Cameras:{index}:Command"), camera.Command[0], Install));
            }
        }

        if (options.Sources.Any(source => StreamUrl.IsUrl(source.Input)))
        {
            findings.Add(Look("streams", new StreamOptions { Url = "" }.Program, "sudo apt-get install ffmpeg"));
        }

        if (options.Exec.Command is { } command)
        {
            findings.Add(await AskShellAsync(command, cancellation));
        }

        return findings.Count > 0 ? findings : [Finding.Note("none is needed (Exec:Command, Cameras:0:Command)")];
    }

    private static Finding Look(string what, string program, string fix) => ProgramPath.Find(program) is { } path
        ? Finding.Ok($"{what}: {path} is there")
        : Finding.Fault($"{what}: there is no program {program}, or {Environment.UserName} may not run it", fix);

    /// <summary>
    /// A shell alone knows what its line means: it is asked whether it reads it, and whether the first word is something it can run.
    /// </summary>
    private async Task<Finding> AskShellAsync(string command, CancellationToken cancellation)
    {
        var shown = HoldsArgumentsAttribute.Program(command);
        if (await RunAsync(["-n", "-c", command], cancellation) is not 0)
        {
            return Finding.Fault(
                $"Exec:Command = {shown}: the shell cannot read it",
                "Mend the setting; sh -n -c '...' tells where it is wrong.");
        }

        var first = shown.Split(' ')[0];
        if (first.AsSpan().ContainsAny(ShellMarks))
        {
            return Finding.Note($"Exec:Command = {shown}: the shell reads it; what it runs shows when it runs");
        }

        return await RunAsync(["-c", "command -v -- \"$1\"", "sh", first], cancellation) is 0
            ? Finding.Ok($"Exec:Command: {first} is there")
            : Finding.Fault($"Exec:Command: there is no program {first}, or {Environment.UserName} may not run it", Install);
    }

    private async Task<int?> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(Bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            return (await ChildProgram.RunAsync(new ProgramCall("/bin/sh", arguments), time, either.Token)).ExitCode;
        }
        catch (Exception fault) when (fault is ProgramException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
