using AvianVox.Listening.Clocks;
using AvianVox.Monitor.Doctor;

namespace AvianVox.Monitor.Tests.Doctor;

public sealed class ClockCheckTests
{
    [Theory]
    [InlineData(ClockQuality.Synchronised, Verdict.Ok)]
    [InlineData(ClockQuality.Unsynchronised, Verdict.Warning)]
    [InlineData(ClockQuality.Unknown, Verdict.Note)]
    public async Task A_clock_that_nobody_keeps_is_a_warning(object quality, object verdict) =>
        Assert.Equal(verdict, Assert.Single(await new ClockCheck(new Clock((ClockQuality)quality), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken)).Verdict);

    [Fact]
    public async Task The_kernel_has_an_answer() =>
        Assert.Contains("UTC", Assert.Single(await new ClockCheck(new KernelClock(), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken)).Text, StringComparison.Ordinal);

    private sealed class Clock(ClockQuality quality) : IClockSource
    {
        public string Boot => "a boot";

        public ClockQuality Read() => quality;
    }
}
