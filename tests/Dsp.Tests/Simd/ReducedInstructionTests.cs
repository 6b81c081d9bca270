using AvianVox.TestSupport;

namespace AvianVox.Dsp.Tests.Simd;

/// <summary>Runs this program's numerical tests again on a machine that pretends to have fewer instructions: the code of a Raspberry Pi's width, and that of none at all.</summary>
public class ReducedInstructionTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_numerical_tests_pass_without(string variable)
    {
        await using var program = ThisProgram.Start(
            ["-class", "*RealFftTests", "-class", "*KernelTwinTests", "-class", "*GoldenFeatureTests", "-noColor"],
            new Dictionary<string, string> { [variable] = "0" });
        Assert.True(await program.ExitAsync(TimeSpan.FromMinutes(3)) == 0, program.Transcript);
        var output = program.Transcript;
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }
}
