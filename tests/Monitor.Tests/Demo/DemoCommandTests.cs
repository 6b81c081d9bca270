using System.CommandLine;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Cli;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Demo;

public class DemoCommandTests
{
    [Fact]
    public async Task Without_a_model_it_says_so_and_leaves_no_folder()
    {
        using var folder = new TempFolder();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var data = folder.File("data");

        var code = await DemoCommand.Create().Parse(["--minutes", "1", "--model", folder.File("none"), "--data", data])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.NoInput, code);
        Assert.Contains(folder.File("none"), error.ToString(), StringComparison.Ordinal);
        Assert.Contains("SYNTHETIC", output.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }
}
