using AvianVox.Listening.Clocks;

namespace AvianVox.StationSupport;

/// <summary>A system that says of its clock what a test wants.</summary>
internal sealed class FakeClock : IClockSource
{
    public string Boot { get; init; } = "boot-1";

    public ClockQuality Quality { get; set; } = ClockQuality.Synchronised;

    public ClockQuality Read() => Quality;
}
