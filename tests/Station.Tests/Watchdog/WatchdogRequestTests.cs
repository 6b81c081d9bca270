using System.Globalization;
using AvianVox.Station.Watchdog;

namespace AvianVox.Station.Tests.Watchdog;

public sealed class WatchdogRequestTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("60000000", null, 60.0)]
    [InlineData("500000", "", 0.5)]
    [InlineData("60000000", "1", null)]
    public void It_is_read_as_systemd_writes_it(string? microseconds, string? process, double? seconds) =>
        Assert.Equal(seconds, Read(microseconds, process)?.TotalSeconds);

    [Fact]
    public void A_request_to_this_process_is_ours() =>
        Assert.Equal(TimeSpan.FromSeconds(30), Read("30000000", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));

    private static TimeSpan? Read(string? microseconds, string? process) =>
        WatchdogRequest.Read(name => name switch { "WATCHDOG_USEC" => microseconds, "WATCHDOG_PID" => process, _ => null });
}
