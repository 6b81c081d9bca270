namespace AvianVox.Monitor.Doctor;

/// <summary>How loud it is when nothing calls.</summary>
/// <param name="probe">Hears it.</param>
internal sealed class NoiseFloorCheck(SoundProbe probe) : ICheck
{
    /// <summary>From here on a distant bird is lost in it, dBFS.</summary>
    public const double Loud = -35;

    /// <inheritdoc />
    public string Name => $"noise of {probe.Source}";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        if ((await probe.RunAsync(cancellation)).Levels is not { } levels || !double.IsFinite(levels.Floor))
        {
            return [];
        }

        var text = FormattableString.Invariant($"floor at {levels.Floor:0.0} dBFS");
        return [levels.Floor > Loud
            ? Finding.Warning(
                $"{text}: loud, distant birds are lost in it",
                "Listen for hum, wind or traffic: a wind shield, another place, or less gain. In a shower of rain, try again later.")
            : Finding.Ok(text)];
    }
}
