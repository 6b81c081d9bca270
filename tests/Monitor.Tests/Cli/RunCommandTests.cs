using AvianVox.Listening.Sources;
using AvianVox.Monitor.Cli;
using AvianVox.Monitor.Configuration;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class RunCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_source_of_the_command_line_keeps_what_else_is_set_for_it()
    {
        var options = Options(
            """
            { "Sources": [
                { "Name": "pond", "Input": "mic:USB", "SampleRate": 44100, "Format": "F32", "Pace": "Max", "StartTime": "2024-05-04T04:30:00Z" },
                { "Name": "wood", "Input": "mic:2", "RingSeconds": 60, "FirstBlockTimeoutSeconds": 9, "NoBlockTimeoutSeconds": 8, "WaitForDevice": true },
                { "Name": "roof", "Input": "mic:3" }
            ] }
            """,
            "--source", "-", "--source", "mic:4");

        Assert.Equal([("stdin", "-"), ("mic", "mic:4")], options.Sources.Select(source => (source.Name, source.Input)));
        var (first, second) = (options.Sources[0], options.Sources[1]);
        Assert.Equal((44_100, RawFormat.F32, Pace.Max), (first.SampleRate, first.Format, first.Pace));
        Assert.Equal(new DateTimeOffset(2024, 5, 4, 4, 30, 0, TimeSpan.Zero), first.StartTime);
        Assert.Equal((48_000, 60, 9, 8, true), (second.SampleRate, second.RingSeconds, second.FirstBlockTimeoutSeconds, second.NoBlockTimeoutSeconds, second.WaitForDevice));
    }

    [Fact]
    public void A_set_for_a_source_holds_beside_its_input_and_further_sources_have_the_defaults()
    {
        var options = Options("{}", "--source", "-", "--source", "a.wav", "--set", "Sources:0:SampleRate=44100");

        Assert.Equal([("stdin", 44_100), ("a", 48_000)], options.Sources.Select(source => (source.Name, source.SampleRate)));
    }

    [Fact]
    public void The_pace_is_that_of_every_source()
    {
        var options = Options("{}", "--source", "a.wav", "--source", "b.wav", "--pace", "MAX", "--set", "Sources:0:Pace=Real");

        Assert.All(options.Sources, source => Assert.Equal(Pace.Max, source.Pace));
    }

    [Fact]
    public void A_source_of_the_command_line_is_there_before_anything_is_checked()
    {
        Assert.True(Options("{}", "--source", "-", "--set", "Sources:0:Live=true").Sources[0].Live);
        // And what it replaces is not checked at all.
        Assert.Equal("a.wav", Assert.Single(Options("""{ "Sources": [ { "Input": "rtsp:", "Name": "x" }, { "Name": "x" } ] }""", "--source", "a.wav").Sources).Input);
    }

    private StationOptions Options(string configuration, params string[] arguments)
    {
        var file = _folder.File("station.json");
        File.WriteAllText(file, configuration);
        return RunCommand.Options(RunCommand.Create().Parse(["--config", file, .. arguments]));
    }
}
