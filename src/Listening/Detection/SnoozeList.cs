using System.Globalization;
using AvianVox.Classification.Packages;

namespace AvianVox.Listening.Detection;

/// <summary>
/// What is silenced, in memory. Measured by the monotonic clock, so that a step of the system's clock ends no silence and prolongs none.
/// </summary>
/// <param name="labels">Labels of the station's models.</param>
/// <param name="longest">Longest silence: a mistyped one must not leave a station mute for a year.</param>
/// <param name="time">The station's time.</param>
public sealed class SnoozeList(IReadOnlyList<Label> labels, TimeSpan longest, TimeProvider time) : ISnooze
{
    /// <summary>Stands for all species; no label has an empty code.</summary>
    private const string All = "";

    /// <summary>Guards <see cref="_ends"/>.</summary>
    private readonly Lock _gate = new();

    /// <summary>When each silence ends, in timestamps, by the label's code. No more entries than labels.</summary>
    private readonly Dictionary<string, long> _ends = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public IReadOnlyList<SnoozedSpecies> Active
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                return [.. _ends.Where(entry => entry.Value > now)
                    .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => new SnoozedSpecies(entry.Key == All ? null : entry.Key, time.GetElapsedTime(now, entry.Value)))];
            }
        }
    }

    /// <inheritdoc />
    public string? Snooze(string? species, TimeSpan length)
    {
        if (length <= TimeSpan.Zero || length > longest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"a silence of {length.TotalMinutes:0.###} min is not allowed; more than 0 and at most {longest.TotalMinutes:0.###} min is (Detector:Rules:Snooze:MaxHours)");
        }

        if (Find(species, out var code) is { } fault)
        {
            return fault;
        }

        var end = time.GetTimestamp() + (long)(length.TotalSeconds * time.TimestampFrequency);
        lock (_gate)
        {
            _ends[code] = end;
        }

        return null;
    }

    /// <inheritdoc />
    public string? Wake(string? species)
    {
        if (Find(species, out var code) is { } fault)
        {
            return fault;
        }

        lock (_gate)
        {
            if (code == All)
            {
                _ends.Clear();
            }
            else
            {
                _ends.Remove(code);
            }
        }

        return null;
    }

    /// <summary>How long a species is still silenced, on its own or with all; zero when it is not.</summary>
    /// <param name="code">The species' code.</param>
    public TimeSpan Left(string code)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            var end = Math.Max(_ends.GetValueOrDefault(code), _ends.GetValueOrDefault(All));
            return end > now ? time.GetElapsedTime(now, end) : TimeSpan.Zero;
        }
    }

    private string? Find(string? species, out string code)
    {
        code = All;
        if (species is null)
        {
            return null;
        }

        if (LabelNames.Find(labels, species) is not { } label)
        {
            return $"'{species}' is no label of this station's model; the nearest is {LabelNames.Nearest(labels, species)}";
        }

        code = label.Code;
        return null;
    }
}
