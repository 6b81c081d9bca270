namespace AvianVox.Monitor.Doctor;

/// <summary>Whether a source is so loud that its peaks are cut off.</summary>
/// <param name="probe">Hears it.</param>
internal sealed class ClippingCheck(SoundProbe probe) : ICheck
{
    /// <summary>Share of samples at full scale from which something is wrong: a knock at the microphone stays below.</summary>
    public const double Much = 1e-3;

    /// <summary>Largest mean that a sound converter should have.</summary>
    public const double MuchOffset = 0.05;

    private const string Fix = "Lower the capture gain (alsamixer, F4), and switch boost and automatic gain off.";

    /// <inheritdoc />
    public string Name => $"clipping of {probe.Source}";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        if ((await probe.RunAsync(cancellation)).Levels is not { } levels)
        {
            return [];
        }

        var text = FormattableString.Invariant($"{levels.Clipped * 100:0.###} % of the samples are at full scale");
        var findings = new List<Finding>
        {
            levels.Clipped > Much ? Finding.Fault(text, Fix) : levels.Clipped > 0 ? Finding.Note(text) : Finding.Ok("none"),
        };
        if (Math.Abs(levels.Offset) > MuchOffset)
        {
            findings.Add(Finding.Warning(
                FormattableString.Invariant($"the samples lie {levels.Offset:0.000} off zero"),
                "A constant voltage reaches the converter: try another microphone or sound card, or set the source's high-pass."));
        }

        return findings;
    }
}
