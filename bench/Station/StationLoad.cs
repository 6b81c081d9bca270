using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using AvianVox.Bench.Dsp;

namespace AvianVox.Bench.Station;

/// <summary>
/// Runs the whole station in a process of its own on sound that arrives as it would from a microphone, and reads from the
/// kernel what that costs. One core's time is the reference: the figure is processor seconds per second of sound.
/// </summary>
internal static class StationLoad
{
    /// <summary>Rate of the sound in Hz.</summary>
    private const int Rate = 48_000;

    /// <summary>Time the station is given to start and for its code to be compiled before it is measured.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    /// <summary>Sound is written in blocks of this length.</summary>
    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(50);

    /// <summary>Measures and prints.</summary>
    /// <param name="program">Path of avianvox.dll.</param>
    /// <param name="model">Folder of the model package.</param>
    /// <param name="measured">How long to measure.</param>
    /// <returns>0, or 1 when the station ended by itself.</returns>
    public static async Task<int> RunAsync(string program, string model, TimeSpan measured)
    {
        var data = Directory.CreateTempSubdirectory("avianvox-bench-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [program, "run", "--source", "-", "--model", model, "--data", data.FullName, "--mqtt", "off"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            using var station = Process.Start(start) ?? throw new InvalidOperationException("The station did not start.");
            station.OutputDataReceived += (_, _) => { };
            station.BeginOutputReadLine();
            await FeedAsync(station, WarmUp);
            var before = station.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            await FeedAsync(station, measured);
            station.Refresh();
            if (station.HasExited)
            {
                Console.Error.WriteLine("The station ended before it was measured.");
                return 1;
            }

            var share = (station.TotalProcessorTime - before) / clock.Elapsed;
            Console.WriteLine(FormattableString.Invariant($"One live source, 48,000 Hz, {measured.TotalSeconds:0} s, model {Path.GetFileName(model)}"));
            Print("processor time", FormattableString.Invariant($"{share * 100:0.00} % of a core"));
            Print("resident memory", FormattableString.Invariant($"{station.WorkingSet64 / 1048576.0:0} MiB"));
            Print("highest resident memory", FormattableString.Invariant($"{station.PeakWorkingSet64 / 1048576.0:0} MiB"));
            station.StandardInput.Close();
            await station.WaitForExitAsync();
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>Writes noise at the pace of a microphone, until the time is over or the station ends.</summary>
    private static async Task FeedAsync(Process station, TimeSpan length)
    {
        var noise = Signals.Noise(Rate);
        var block = new short[(int)(Block.TotalSeconds * Rate)];
        var clock = Stopwatch.StartNew();
        for (var written = TimeSpan.Zero; written < length && !station.HasExited; written += Block)
        {
            for (var i = 0; i < block.Length; i++)
            {
                block[i] = (short)(noise[(int)((written.TotalSeconds * Rate) + i) % noise.Length] * 3_000);
            }

            await station.StandardInput.BaseStream.WriteAsync(MemoryMarshal.AsBytes<short>(block).ToArray());
            await station.StandardInput.BaseStream.FlushAsync();
            if (written > clock.Elapsed)
            {
                await Task.Delay(written - clock.Elapsed, TimeProvider.System);
            }
        }
    }

    private static void Print(string what, string figure) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-44} {figure,16}"));
}
