using AvianVox.Station.Clips.Pictures;

namespace AvianVox.Station.Tests.Clips.Pictures;

public sealed class SpectrogramPictureTests
{
    private const int Rate = 48_000;

    [Theory]
    [InlineData(500)]
    [InlineData(2_000)]
    [InlineData(8_000)]
    [InlineData(15_000)]
    public void A_tone_is_brightest_at_its_frequency_and_only_while_it_sounds(double hz)
    {
        // From one second to two, of three.
        var samples = new short[3 * Rate];
        for (var i = Rate; i < 2 * Rate; i++)
        {
            samples[i] = (short)(10_000 * Math.Sin(2 * Math.PI * hz * i / Rate));
        }

        var picture = new SpectrogramPicture();
        picture.Analyse(samples, Rate);
        var pixels = picture.Draw().ToArray();
        var middle = Column(picture, pixels, 1.5);
        var brightest = Array.IndexOf(middle, middle.Max());
        // A row is 2 % of an octave and more; a bin is 47 Hz.
        Assert.InRange(picture.Row(hz) - SpectrogramPicture.Edge - brightest, -12, 12);
        Assert.InRange(middle.Max(), Palette.Levels - 2, Palette.Levels - 1);
        Assert.Equal(0, Column(picture, pixels, 0.5).Max());
        Assert.Equal(0, Column(picture, pixels, 2.5).Max());
    }

    [Theory]
    [InlineData(1, 8_000)]
    [InlineData(100, 48_000)]
    [InlineData(48_000 * 9, 48_000)]
    [InlineData(256_000, 256_000)]
    [InlineData(1_000 * 200, 1_000)]
    public void Any_length_and_rate_gives_a_picture_with_axes(int length, int rate)
    {
        var random = new Random(3);
        short[] samples = [.. Enumerable.Range(0, length).Select(_ => (short)random.Next(-1_000, 1_000))];
        var picture = new SpectrogramPicture();
        picture.Analyse(samples, rate);
        var pixels = picture.Draw().ToArray();
        Assert.Equal(picture.Width * SpectrogramPicture.Height, pixels.Length);
        Assert.Contains(Palette.Ink, pixels);
        Assert.All(pixels, pixel => Assert.InRange(pixel, 0, Palette.Ink));
        using var stream = new MemoryStream();
        picture.Write(stream);
        Assert.InRange(stream.Length, 500, 400_000);
    }

    [Fact]
    public void A_picture_is_the_same_whatever_was_drawn_before_it()
    {
        var random = new Random(11);
        short[] samples = [.. Enumerable.Range(0, 2 * Rate).Select(_ => (short)random.Next(-9_000, 9_000))];
        var fresh = new SpectrogramPicture();
        fresh.Analyse(samples, Rate);
        var used = new SpectrogramPicture();
        used.Analyse([.. samples.Concat(samples).Concat(samples)], Rate / 2);
        used.Draw();
        used.Analyse(samples, Rate);
        Assert.Equal(fresh.Draw().ToArray(), used.Draw().ToArray());
    }

    [Fact]
    public void Silence_is_dark()
    {
        var picture = new SpectrogramPicture();
        picture.Analyse(new short[Rate], Rate);
        Assert.Equal(0, Column(picture, picture.Draw().ToArray(), 0.5).Max());
    }

    [Fact]
    public void Labels_are_octaves_of_a_kilohertz()
    {
        var ticks = new LogFrequencyAxis(125, 24_000, 256).Ticks().ToList();
        Assert.Equal(["0.125", "0.25", "0.5", "1", "2", "4", "8", "16"], ticks.Select(tick => tick.Label));
        Assert.Equal(255, ticks[0].Row);
        var steps = ticks.Zip(ticks.Skip(1), (a, b) => a.Row - b.Row).ToList();
        Assert.InRange(steps.Max() - steps.Min(), 0, 1);
    }

    private static byte[] Column(SpectrogramPicture picture, byte[] pixels, double second)
    {
        var x = SpectrogramPicture.Left + (int)(second * picture.Columns / 3);
        x = Math.Min(x, SpectrogramPicture.Left + picture.Columns - 1);
        return [.. Enumerable.Range(SpectrogramPicture.Edge, SpectrogramPicture.Rows).Select(y => pixels[(y * picture.Width) + x])];
    }
}
