using AvianVox.TestSupport;
using AvianVox.Training.Data;

namespace AvianVox.Training.Tests.Data;

public sealed class RepeatedSoundTests
{
    [Fact]
    public void The_same_sound_in_another_data_set_is_left_out_and_a_broken_file_stays()
    {
        using var temp = new TempFolder();
        Tones.Write(temp.File("one/rain.wav"), frequency: 500);
        Tones.Write(temp.File("two/dog.wav"), frequency: 500, isFloat: true);
        Tones.Write(temp.File("two/rain.wav"), frequency: 600);
        File.WriteAllText(temp.File("two/wind.wav"), "no sound");
        var options = new DataSetOptions { Scheme = ClassScheme.Fine };
        var recordings = new[] { "one", "two" }.SelectMany(d => DataSetReader.Read(temp.File(d), Assert.Fail, options)).ToList();
        var (warnings, steps) = (new List<string>(), 0);
        var kept = RepeatedSound.LeaveOut(
            recordings, warnings.Add, _ => Interlocked.Increment(ref steps), TestContext.Current.CancellationToken);
        Assert.Equal(["one/rain", "two/rain", "two/wind"], kept.Select(r => r.Group));
        Assert.Equal(4, steps);
        var warning = Assert.Single(warnings);
        Assert.Contains("dog.wav: the same sound as", warning, StringComparison.Ordinal);
        Assert.Contains("said to be Dog, the other Rain; the former is left out", warning, StringComparison.Ordinal);
    }
}
