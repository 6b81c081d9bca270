using AvianVox.Classification.Packages;
using AvianVox.Listening.Clocks;

namespace AvianVox.Listening.Detection;

/// <summary>Consecutive positive windows of one species, confirmed.</summary>
public sealed record DetectionRecord
{
    /// <summary>Identifier, the same in the confirmation and in the ended event: a UUID of version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>The species.</summary>
    public required Label Label { get; init; }

    /// <summary>Position of the first sample of the first positive window, at the source's rate.</summary>
    public required long BeginSample { get; init; }

    /// <summary>Position behind the last sample of the last positive window so far.</summary>
    public required long EndSample { get; init; }

    /// <summary>Position of the middle of the window with the highest probability so far.</summary>
    public required long PeakSample { get; init; }

    /// <summary><see cref="BeginSample"/> in UTC.</summary>
    public required DateTimeOffset Begin { get; init; }

    /// <summary><see cref="EndSample"/> in UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary><see cref="PeakSample"/> in UTC.</summary>
    public required DateTimeOffset Peak { get; init; }

    /// <summary>Where <see cref="PeakSample"/> is in its recording; null for what is heard live.</summary>
    public TimeSpan? Offset { get; init; }

    /// <summary>Highest probability so far, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Threshold that held.</summary>
    public required double Threshold { get; init; }

    /// <summary>Positive windows so far.</summary>
    public required int Windows { get; init; }

    /// <summary>What the times were read from; null for a recording's own.</summary>
    public ClockBasis? Clock { get; init; }

    /// <summary>Name and version of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Path of its picture below the folder of the pictures, with forward slashes; null while there is none.</summary>
    public string? Picture { get; init; }

    /// <summary>Path of its clip below the clip folder, with forward slashes; null while there is none.</summary>
    public string? Clip { get; init; }
}
