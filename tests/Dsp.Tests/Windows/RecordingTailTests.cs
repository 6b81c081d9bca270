using AvianVox.Dsp.Windows;

namespace AvianVox.Dsp.Tests.Windows;

public class RecordingTailTests
{
    [Fact]
    public void The_beginning_follows_the_end_and_goes_on_from_call_to_call()
    {
        var tail = new RecordingTail(4);
        tail.Hear([1, 2]);
        tail.Hear([3, 4, 5, 6]);
        Assert.Equal([1, 2, 3], Follow(tail, 3));
        Assert.Equal([4, 1], Follow(tail, 2));
        tail.Reset();
        tail.Hear([7, 8]);
        Assert.Equal([7, 8, 7, 8, 7], Follow(tail, 5));
    }

    [Fact]
    public void Nothing_is_followed_by_silence() => Assert.Equal([0, 0], Follow(new RecordingTail(4), 2));

    private static float[] Follow(RecordingTail tail, int count)
    {
        var samples = new float[count];
        tail.Follow(samples);
        return samples;
    }
}
