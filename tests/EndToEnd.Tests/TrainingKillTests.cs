using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AvianVox.Audio.Files;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>A training is killed without a word, again and again, and the same command given anew. AVIANVOX_TRAINING_KILLS sets how often.</summary>
public sealed partial class TrainingKillTests
{
    private const string Variable = "AVIANVOX_TRAINING_KILLS";
    private const int DefaultKills = 5;
    private const int Rate = 8_000;
    private const int Epochs = 10;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Killed_at_any_moment_it_goes_on_and_ends_with_the_same_model_and_metrics()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable(Variable) ?? DefaultKills.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        using var folder = new TempFolder();
        MakeData(folder);
        var started = TimeProvider.System.GetTimestamp();
        var expected = await EndedAsync(folder, "whole");
        var wholeTime = TimeProvider.System.GetElapsedTime(started);
        Assert.Equal(Epochs, expected.Count);

        var random = new Random(1);
        var state = folder.File("cut.state");
        List<string> seen = [];
        for (var kill = 0; kill < kills; kill++)
        {
            await using var run = Start(folder, "cut");
            var before = Stamp(state);
            switch (kill % 5)
            {
                case 0 or 1:
                    // Just when a state is written or put in the place of the one before.
                    await WaitAsync(run, () => Stamp(state) != before);
                    break;
                case 2:
                    // Some epochs on, in the middle of one.
                    await WaitAsync(run, () => Stamp(state) != before);
                    await DelayAsync(random.Next(400));
                    break;
                case 3:
                    // Wherever it is: starting, reading, fitting, judging, writing.
                    await DelayAsync(random.Next((int)wholeTime.TotalMilliseconds));
                    break;
                default:
                    // All is fitted: in judging or in writing the package.
                    await WaitAsync(run, () => Lines(run).Count == Epochs);
                    await DelayAsync(random.Next(200));
                    break;
            }

            run.Signal(9);
            await run.ExitAsync();
            if (kill % 5 != 3)
            {
                Assert.NotEmpty(Lines(run));
            }

            // Speed and all: it did not do again what was done, and what it had told of was not lost.
            var now = Lines(run);
            Assert.Equal(seen.Take(now.Count), now.Take(seen.Count));
            seen = now.Count > seen.Count ? now : seen;
            if (!File.Exists(state) && Directory.Exists(folder.File("cut")))
            {
                // The kill came when all was done: the same command begins anew then.
                seen = [];
            }
        }

        var actual = await EndedAsync(folder, "cut");
        Assert.Equal(seen, actual.Take(seen.Count));
        Assert.Equal(expected.Select(WithoutSpeed), actual.Select(WithoutSpeed));
        string[] files = [.. Directory.GetFiles(folder.File("whole")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        Assert.Contains("model.onnx", files);
        Assert.Equal(files, Directory.GetFiles(folder.File("cut")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var file in files)
        {
            var (whole, cut) = (File.ReadAllBytes(folder.File($"whole/{file}")), File.ReadAllBytes(folder.File($"cut/{file}")));
            if (file == "MODEL_CARD.md")
            {
                // How fast it was is no part of what it became.
                (whole, cut) = (WithoutSpeed(whole), WithoutSpeed(cut));
            }
            else if (file == "SHA256SUMS")
            {
                // Nor is the sum of the card that tells it.
                (whole, cut) = (WithoutCard(whole), WithoutCard(cut));
            }

            Assert.True(whole.AsSpan().SequenceEqual(cut), $"{file} is not what an uninterrupted run writes");
        }

        Assert.False(File.Exists(state), "a run that is done leaves no state");
        Assert.False(File.Exists(state + ".part"), "a run that is done leaves no half of a state");
    }

    private static ProgramRun Start(TempFolder folder, string name) => Programs.Workshop(
        ["train", "--data", folder.File("tones"), "--recipe", folder.File("tiny.json"), "--out", folder.File(name), "--threads", "1", "--replace"]);

    private static async Task<IReadOnlyList<string>> EndedAsync(TempFolder folder, string name)
    {
        await using var run = Start(folder, name);
        Assert.True(await run.ExitAsync(Bound) == 0, run.Transcript);
        return Lines(run);
    }

    private static Task WaitAsync(ProgramRun run, Func<bool> holds) => Eventually.TrueAsync(() => holds() || run.HasExited, Bound, () => run.Transcript);

    private static Task DelayAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>Tells one state from another; the default where there is none.</summary>
    private static DateTime Stamp(string state) => File.Exists(state) ? File.GetLastWriteTimeUtc(state) : default;

    /// <summary>What it told of each epoch, however its lines were broken.</summary>
    private static List<string> Lines(ProgramRun run) =>
        [.. EpochPattern().Matches(SpacePattern().Replace(string.Join(' ', run.Output), " ")).Select(m => m.Value)];

    private static byte[] WithoutSpeed(byte[] card) => Encoding.UTF8.GetBytes(CardSpeedPattern().Replace(Encoding.UTF8.GetString(card), ""));

    private static byte[] WithoutCard(byte[] sums) => Encoding.UTF8.GetBytes(string.Join(
        '\n',
        Encoding.UTF8.GetString(sums).Split('\n').Where(line => !line.EndsWith("MODEL_CARD.md", StringComparison.Ordinal))));

    private static string WithoutSpeed(string line) => SpeedPattern().Replace(line, "");

    private static void MakeData(TempFolder folder)
    {
        Directory.CreateDirectory(folder.File("tones"));
        var list = "file,species,scientific,recordist,licence\n";
        foreach (var (name, hertz) in new[] { ("Low", 500.0), ("Middle", 1_100), ("High", 2_300) })
        {
            // Of five recordings one is spared to choose the best epoch by, so that the best so far is part of the state.
            for (var i = 0; i < 5; i++)
            {
                var random = new Random((int)hertz + i);
                using var writer = new WavWriter(folder.File($"tones/{name}{i}.wav"), Rate);
                writer.Write([.. Enumerable.Range(0, 2 * Rate).Select(n => (float)((0.2 * Math.Sin(2 * Math.PI * hertz * (1 + (0.01 * i)) * n / Rate)) + (0.1 * (random.NextDouble() - 0.5))))]);
                list += $"{name}{i}.wav,{name} Tone,Tonus {name},Person {i},CC0\n";
            }
        }

        File.WriteAllText(folder.File("tones/recordings.csv"), list);
        File.WriteAllText(folder.File("tiny.json"), $$"""
            {
              "description": "As small as it gets.",
              "features": { "sampleRate": {{Rate}}, "fftSize": 512, "hop": 256, "melBands": 24, "highHz": 4000, "windowFrames": 24, "log": "NaturalFloored", "logFloor": 1e-10, "layout": "None" },
              "windows": { "kind": "sound", "windowsPerEpoch": 256, "mixShare": 0.5 },
              "network": { "kind": "convolutional", "filters": [6, 8], "norm": "Band" },
              "fit": { "epochs": {{Epochs}}, "batch": 8, "averaging": 0.9, "keepBest": true }
            }
            """);
    }

    [GeneratedRegex(@"epoch \d+: .*? windows/s(; kept)?")]
    private static partial Regex EpochPattern();

    [GeneratedRegex(@"\d+ windows/s")]
    private static partial Regex SpeedPattern();

    [GeneratedRegex(@"Speed: \d+ windows a second")]
    private static partial Regex CardSpeedPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
