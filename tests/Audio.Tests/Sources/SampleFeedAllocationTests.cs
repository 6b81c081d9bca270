using AvianVox.Audio.Sources;

namespace AvianVox.Audio.Tests.Sources;

/// <summary>Counts the bytes of the whole process, since a waiting reader changes threads: no other test may run meanwhile.</summary>
[Collection(nameof(Alone))]
public class SampleFeedAllocationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waiting_polling_and_reading_allocate_nothing_once_warm()
    {
        using var feed = new SampleFeed(1_000, TimeProvider.System);
        using var reader = feed.CreateReader();
        var block = new float[100];

        // The process itself allocates now and then, so the least of several rounds counts.
        var least = long.MaxValue;
        for (var round = 0; round < 20 && least > 0; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < 3; i++)
            {
                var wait = reader.WaitForSamplesAsync(Cancellation);
                feed.Write(block);
                Assert.True(await wait);
                reader.Read(block);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }
}
