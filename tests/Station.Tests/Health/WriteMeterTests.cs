using AvianVox.Station.Health;
using AvianVox.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Health;

public sealed class WriteMeterTests
{
    [Fact]
    public void A_day_is_reckoned_from_what_there_is_and_then_from_the_last_24_hours()
    {
        var time = new FakeTimeProvider();
        var bytes = 1_000_000L;
        var meter = new WriteMeter(() => bytes, time);
        Assert.Equal(new DiskWear(1_000_000, null), meter.Read());

        time.Advance(TimeSpan.FromHours(6));
        bytes += 5_000_000;
        Assert.Equal(new DiskWear(6_000_000, 20_000_000), meter.Read());

        // Ten days of one megabyte an hour, looked at every half hour.
        for (var half = 0; half < 480; half++)
        {
            time.Advance(TimeSpan.FromMinutes(30));
            bytes += 500_000;
            meter.Read();
        }

        Assert.InRange(meter.Read()!.BytesPerDay!.Value, 23_900_000, 24_100_000);
    }

    [Fact]
    public void The_kernel_is_read_where_it_tells()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("io"), "rchar: 5\nwrite_bytes: 40960\ncancelled_write_bytes: 7\n");
        Assert.Equal(40_960, WriteMeter.FromProcess(folder.File("io")));
        Assert.Null(WriteMeter.FromProcess(folder.File("none")));
    }
}
