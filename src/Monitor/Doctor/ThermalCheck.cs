using System.Globalization;

namespace AvianVox.Monitor.Doctor;

/// <summary>How hot the processor is, and whether a Raspberry Pi holds itself back for heat or want of power.</summary>
/// <param name="system">"/sys", or what stands for it.</param>
/// <param name="throttled">Asks the firmware, as "vcgencmd get_throttled" answers; null where there is none.</param>
internal sealed class ThermalCheck(string system, Func<CancellationToken, Task<string?>> throttled) : ICheck
{
    /// <summary>From here on processors slow down before long, in °C.</summary>
    public const double Warm = 75;

    /// <summary>From here on they do, in °C.</summary>
    public const double Hot = 85;

    // Bits of get_throttled, as the Raspberry Pi documentation has them; 16 higher, the same at any time since the start.
    private const int UnderVoltage = 1 << 0;
    private const int Slowed = (1 << 1) | (1 << 2) | (1 << 3);
    private const int Earlier = 16;

    /// <inheritdoc />
    public string Name => "processor";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var hottest = Temperatures().DefaultIfEmpty(double.NaN).Max();
        if (!double.IsNaN(hottest))
        {
            var text = FormattableString.Invariant($"{hottest:0.0} °C");
            const string Fix = "Give it shade, air or a heat sink.";
            findings.Add(hottest >= Hot ? Finding.Fault(text, Fix) : hottest >= Warm ? Finding.Warning(text, Fix) : Finding.Ok(text));
        }

        if (await ThrottledAsync(cancellation) is { } bits)
        {
            findings.Add(Judge(bits));
        }

        return findings.Count > 0 ? findings : [Finding.Note("this machine does not tell its temperature")];
    }

    private static Finding Judge(int bits)
    {
        const string Power = "Use the power supply and cable that the board asks for; a weak one corrupts memory cards.";
        return (bits & UnderVoltage) != 0 ? Finding.Fault("under-voltage now", Power)
            : (bits & Slowed) != 0 ? Finding.Fault("slowed down now, by heat", "Give it shade, air or a heat sink.")
            : (bits >> Earlier & UnderVoltage) != 0 ? Finding.Warning("under-voltage since the start", Power)
            : (bits >> Earlier & Slowed) != 0 ? Finding.Warning(
                "slowed down since the start, by heat",
                "Give it shade, air or a heat sink.")
            : Finding.Ok("not held back");
    }

    private IEnumerable<double> Temperatures()
    {
        var folder = Path.Combine(system, "class", "thermal");
        foreach (var zone in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "thermal_zone*") : [])
        {
            if (Read(Path.Combine(zone, "temp")) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var thousandths))
            {
                yield return thousandths / 1000.0;
            }
        }
    }

    private async Task<int?> ThrottledAsync(CancellationToken cancellation)
    {
        var text = Read(Path.Combine(system, "devices", "platform", "soc", "soc:firmware", "get_throttled")) ?? await throttled(
            cancellation);
        var digits = text?.Trim() is { } told ? told[(told.LastIndexOf('x') + 1)..] : "";
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits) ? bits : null;
    }

    private static string? Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Some zones answer only while their device is awake.
            return null;
        }
    }
}
