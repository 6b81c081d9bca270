using System.Diagnostics;

namespace AvianVox.Dsp.Tests.Simd;

/// <summary>Runs this program's numerical tests again on a machine that pretends to have fewer instructions: the code of a Raspberry Pi's width, and that of none at all.</summary>
public class ReducedInstructionTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_numerical_tests_pass_without(string variable)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ReducedInstructionTests).Assembly.Location);
        }

        foreach (var filter in new[] { "*RealFftTests", "*KernelTwinTests", "*GoldenFeatureTests" })
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add(filter);
        }

        start.ArgumentList.Add("-noColor");
        start.Environment[variable] = "0";
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }
}
