using System.CommandLine;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Cli;
using AvianVox.Monitor.Configuration;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class ConfigCommandTests
{
    private static string DefaultFile => Path.Combine(ProjectRoot.Path, "config", "station.json");

    [Fact]
    public void Check_says_ok()
    {
        var (code, output, error) = Run("check", "--config", DefaultFile);
        Assert.Equal((ExitCodes.Ok, "ok", ""), (code, output.Trim(), error));
    }

    [Fact]
    public void Check_lists_faults_and_fails()
    {
        var (code, output, error) = Run("check", "--config", DefaultFile, "--set", "Model:Threads=99", "--set", "Modle:Threads=1");
        Assert.Equal((ExitCodes.Configuration, ""), (code, output));
        Assert.Contains("Model:Threads = \"99\" (--set): must be from 1 to 16", error, StringComparison.Ordinal);
        Assert.Contains("did you mean Model?", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_finds_species_that_the_model_does_not_know_and_a_model_that_is_not_there()
    {
        var (code, output, error) = Run("check", "--config", DefaultFile, "--set", "Mqtt:Species:0=Grate Tit", "--set", "Detector:Rules:Species:Exclude:0=Great Tit");
        Assert.Equal((ExitCodes.Configuration, ""), (code, output));
        Assert.Contains("Mqtt:Species:0 = \"Grate Tit\" (--set): the model has no label of that name; the nearest is Great Tit", error, StringComparison.Ordinal);
        (code, output, error) = Run("check", "--config", DefaultFile, "--set", "Model:Folder=models/none-such");
        Assert.Equal((ExitCodes.NoInput, ""), (code, output));
        Assert.Contains("none-such", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_prints_what_is_in_effect()
    {
        var (code, output, _) = Run("show", "--config", DefaultFile, "--set", "Station:Id=reed-bed");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Equal(StationConfiguration.Show(StationConfiguration.Load(DefaultFile, ["Station:Id=reed-bed"])), output.TrimEnd());
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ConfigCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
