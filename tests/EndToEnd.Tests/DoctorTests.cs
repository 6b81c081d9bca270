using System.Text.Json;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>The doctor beside a real microphone and a real broker.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task It_finds_microphone_and_broker_and_then_that_they_are_gone()
    {
        using var folder = new TempFolder();
        var noise = folder.File("noise.wav");
        new Collage(20).Write(noise);
        await using var sound = await PulseServer.StartAsync(forThisProcess: false);
        await using var broker = await MosquittoServer.StartAsync();
        string[] arguments =
        [
            "doctor", "--json", "--seconds", "2", "--data", folder.File("data"), "--set", $"Model:Folder={Models.British}",
            "--set", $"Sources:0:Input=mic:{PulseServer.Device}", "--set", $"Mqtt:Url=mqtt://127.0.0.1:{broker.Port}",
        ];

        // Played for longer than the doctor takes: what it hears is the noise, 65 dB below full scale.
        var playing = sound.PlayAsync(noise, TimeSpan.FromSeconds(90));
        var (code, well) = await LookAsync(arguments, sound);
        Assert.Equal("ok", Verdict(well, "broker"));
        Assert.Equal("ok", Verdict(well, "model"));
        Assert.Equal("ok", Verdict(well, "sound of mic"));
        Assert.Equal("ok", Verdict(well, "clipping of mic"));
        Assert.Equal("ok", Verdict(well, "noise of mic"));
        Assert.Equal(well.EnumerateArray().Any(finding => finding.GetProperty("verdict").GetString() == "fault") ? 1 : 0, code);
        await playing;

        await broker.KillAsync();
        await sound.KillAsync();
        (code, var ill) = await LookAsync(arguments, sound);
        Assert.Equal(1, code);
        Assert.Equal("fault", Verdict(ill, "broker"));
        Assert.Equal("fault", Verdict(ill, "sound of mic"));
    }

    [Fact]
    public async Task A_broken_configuration_is_told_whole_and_the_machine_is_looked_at_all_the_same()
    {
        var (code, output, errors) = await Programs.StationCommandAsync("doctor", "--set", "Detector:Treshold=0.5", "--set", "Detector:StrideFrames=0");
        Assert.True(code == 1, errors);
        Assert.Contains("Detector:Treshold", output, StringComparison.Ordinal);
        Assert.Contains("Detector:StrideFrames", output, StringComparison.Ordinal);
        Assert.Contains(" processor ", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, JsonElement Findings)> LookAsync(string[] arguments, PulseServer sound)
    {
        await using var run = Programs.Station(arguments, sound.Environment);
        var code = await run.ExitAsync();
        return (code, JsonDocument.Parse(string.Join('\n', run.Output)).RootElement.GetProperty("findings"));
    }

    private static string Verdict(JsonElement findings, string check) =>
        findings.EnumerateArray().First(finding => finding.GetProperty("check").GetString() == check).GetProperty("verdict").GetString()!;
}
