using AvianVox.Listening.Status;
using AvianVox.Station.Health;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>A station that fares as it is told.</summary>
internal sealed class FixedHealth : IHealthReporter
{
    public event EventHandler? Changed;

    public SourceState State { get; private set; } = SourceState.Listening;

    public void Become(SourceState state)
    {
        State = state;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public StationHealth Snapshot() => new()
    {
        Time = new DateTimeOffset(2024, 5, 4, 6, 30, 0, 125, TimeSpan.FromHours(1)),
        Version = "0.1.0",
        Model = "starter 0.1.0",
        UptimeSeconds = 61.27,
        ProcessorSeconds = 0.512,
        ResidentBytes = 90_000_000,
        Sources =
        [
            new SourceHealth
            {
                Name = "mic",
                State = State,
                Description = "USB microphone, 48000 Hz",
                SampleRate = 48_000,
                Samples = new SampleCounts(480_000, 440_000, 24_000, 16_000),
                MissingSamples = 4_800,
                LastSample = new DateTimeOffset(2024, 5, 4, 5, 30, 0, TimeSpan.Zero),
                Losses = 1,
                Model = "starter 0.1.0",
                Fault = null,
            },
        ],
    };
}
