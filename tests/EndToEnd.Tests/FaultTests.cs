using System.Net;
using System.Net.Sockets;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>What a person sees who got something wrong: what, where and the way out, in words; and an exit code for scripts.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task All_faults_of_a_configuration_are_told_at_once()
    {
        using var folder = new TempFolder();
        var file = folder.File("station.json");
        await File.WriteAllTextAsync(file, """{ "Detector": { "Treshold": 0.5, "StrideFrames": 0 }, "Mqtt": { "Mode": "sometimes" } }""", TestContext.Current.CancellationToken);

        var errors = await FailsAsync(78, "run", "--config", file);

        Assert.Contains("Detector:Treshold", errors, StringComparison.Ordinal);
        Assert.Contains("Threshold", errors, StringComparison.Ordinal);
        Assert.Contains("Detector:StrideFrames", errors, StringComparison.Ordinal);
        Assert.Contains("sometimes", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_microphone_that_is_not_there_is_named()
    {
        using var folder = new TempFolder();
        var errors = await FailsAsync(69, "run", "--source", "mic:no-such-microphone", "--mqtt", "off", "--data", folder.Path);
        Assert.Contains("no-such-microphone", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_model_package_is_refused_with_the_reason()
    {
        using var folder = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(Models.British))
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }

        await File.AppendAllTextAsync(folder.File("model.onnx"), "x", TestContext.Current.CancellationToken);
        var errors = await FailsAsync(null, "run", "--source", "-", "--model", folder.Path, "--mqtt", "off", "--data", folder.File("data"));
        Assert.Contains(folder.Path, errors, StringComparison.Ordinal);
        Assert.Contains("sha256", errors, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("missing.wav", null)]
    [InlineData("noise.flac", "this is no sound")]
    public async Task A_recording_that_cannot_be_read_is_named(string name, string? content)
    {
        using var folder = new TempFolder();
        var file = folder.File(name);
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        }

        var errors = await FailsAsync(66, "run", "--source", file, "--mqtt", "off", "--data", folder.File("data"));
        Assert.Contains(file, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var folder = new TempFolder();
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var address = holder.LocalEndpoint.ToString()!;
        var errors = await FailsAsync(69, "run", "--source", "-", "--data", folder.Path, "--set", $"Mqtt:Listen={address}");
        Assert.Contains(address, errors, StringComparison.Ordinal);
        Assert.Contains("Mqtt:Listen", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_in_use_is_named()
    {
        using var folder = new TempFolder();
        await using var first = Programs.Station(["run", "--source", "-", "--mqtt", "off", "--data", folder.Path], keepInputOpen: true);
        await Eventually.TrueAsync(() => File.Exists(folder.File("journal.db")), TimeSpan.FromSeconds(60), () => first.Transcript);

        var errors = await FailsAsync(74, "run", "--source", "-", "--mqtt", "off", "--data", folder.Path);

        Assert.Contains(folder.Path, errors, StringComparison.Ordinal);
    }

    /// <summary>Runs a command that must fail, and returns what it said on standard error.</summary>
    private static async Task<string> FailsAsync(int? expectedCode, params string[] arguments)
    {
        var (code, output, errors) = await Programs.StationCommandAsync(arguments);
        Assert.NotEqual(0, code);
        if (expectedCode is { } expected)
        {
            Assert.True(code == expected, $"code {code}, not {expected}: {output}\n{errors}");
        }

        Assert.NotEqual("", errors);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output + errors, StringComparison.Ordinal);
        return errors;
    }
}
