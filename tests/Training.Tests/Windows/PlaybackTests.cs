using AvianVox.Training.Windows;

namespace AvianVox.Training.Tests.Windows;

public sealed class PlaybackTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1.25)]
    [InlineData(0.8)]
    [InlineData(2)]
    public void A_tone_changes_its_pitch_by_the_speed(double speed)
    {
        var target = new float[4_000];
        var length = (int)Math.Ceiling((target.Length - 1) * speed) + 1;
        var samples = Enumerable.Range(0, length).Select(i => (float)Math.Sin(0.05 * i)).ToArray();
        Playback.At(speed, samples, target);
        for (var i = 0; i < target.Length; i++)
        {
            // A straight line misses a sine by at most the square of its step over 8.
            Assert.Equal(Math.Sin(0.05 * speed * i), target[i], 0.05 * 0.05 / 8 + 1e-4);
        }
    }
}
