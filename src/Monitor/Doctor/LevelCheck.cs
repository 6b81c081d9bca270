namespace AvianVox.Monitor.Doctor;

/// <summary>Whether a source gives sound at all, and loud enough.</summary>
/// <param name="probe">Hears it.</param>
internal sealed class LevelCheck(SoundProbe probe) : ICheck
{
    /// <summary>Below this a microphone is as good as off: the noise of a 16-bit converter lies about 6 dB lower, dBFS.</summary>
    public const double Faint = -85;

    /// <inheritdoc />
    public string Name => $"sound of {probe.Source}";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var result = await probe.RunAsync(cancellation);
        return [result.Fault is { } fault ? Finding.Fault(fault, "Plug it in and see \"avianvox devices\"; if it is there, a running station or another program may hold it: stop that and try again.") : Judge(result)];
    }

    private static Finding Judge(ProbeResult result)
    {
        if (result.Levels is not { } levels)
        {
            return Finding.Note(result.Description);
        }

        if (double.IsNegativeInfinity(levels.Peak))
        {
            return Finding.Fault(
                $"{result.Description}: digital silence, every sample is zero",
                "The microphone is muted or the wrong input is chosen: unmute it (alsamixer, F4) or name another (Sources:0:Input).");
        }

        var text = FormattableString.Invariant($"{result.Description}: {levels.Rms:0.0} dBFS, peak {levels.Peak:0.0} dBFS");
        return levels.Rms < Faint
            ? Finding.Warning(
                $"{text}: next to nothing",
                "Raise the capture gain (alsamixer, F4), and see that the plug-in power of the microphone is on.")
            : Finding.Ok(text);
    }
}
