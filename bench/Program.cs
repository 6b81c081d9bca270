using AvianVox.Bench.Dsp;
using AvianVox.Bench.Station;
using BenchmarkDotNet.Running;

// "summary" prints a plain table within a minute, "station" the cost of the whole station in a minute and a half; anything
// else goes to BenchmarkDotNet, for instance --filter '*Fft*'.
switch (args)
{
    case ["summary"]:
        DspSummary.Print();
        return 0;
    case ["station", .. var model]:
        // Build output lies below artifacts/bin/PROJECT/release, models beside artifacts.
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        var program = Path.Combine(built, "AvianVox.Monitor", "release", "avianvox.dll");
        return await StationLoad.RunAsync(program, model.FirstOrDefault() ?? Path.Combine(built, "..", "..", "models", "british-birds"), TimeSpan.FromSeconds(60));
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
