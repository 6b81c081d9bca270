using AvianVox.Bench.Dsp;
using BenchmarkDotNet.Running;

// "summary" prints a plain table within a minute; anything else goes to BenchmarkDotNet, for instance --filter '*Fft*'.
if (args is ["summary"])
{
    DspSummary.Print();
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
