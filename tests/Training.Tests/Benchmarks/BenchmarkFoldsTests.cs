using AvianVox.TestSupport;
using AvianVox.Training.Benchmarks;
using AvianVox.Training.CrossValidation;
using AvianVox.Training.Fitting;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Splits;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Tests.Benchmarks;

/// <summary>A network and the methods it is compared with are tested on the same recordings, after training on the same.</summary>
[Collection(nameof(TorchSeed))]
public sealed class BenchmarkFoldsTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("recording", 37u)]
    [InlineData("recording", 5u)]
    [InlineData("recordist", 37u)]
    public async Task Folds_are_those_of_a_cross_validation_by_the_same_rule_number_and_seed(string word, uint seed)
    {
        MakeData();
        var rule = Enum.Parse<SplitRule>(word, ignoreCase: true);
        string[] data = [_temp.File("tones")];
        var monitor = new Listening();
        var benchmark = new BenchmarkRun(
            new BenchmarkRequest { Data = data, Rule = rule, Folds = 3, Seed = seed, AtLeast = 3, Windows = 1 },
            monitor).Run(TestContext.Current.CancellationToken);
        var networks = await new CrossValidationRun(
            new CrossValidationRequest
            {
                Data = data,
                Rule = rule,
                Folds = 3,
                FoldSeed = seed,
                AtLeast = 3,
                Seeds = [1],
                Windows = 1,
                Threads = 1,
                Recipe = Tiny,
                Out = _temp.File("figures"),
            },
            monitor,
            TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        // Three whistlers in five recordings each, one of which is no sound; those with one and two recordings are left out.
        Assert.Equal(14, benchmark.Recordings.Count);
        Assert.Equal(["High Whistler", "Low Whistler", "Middle Whistler"], benchmark.Classes);
        Assert.Equal(2, monitor.Warnings.Count(w => w.Contains("Low-0.wav", StringComparison.Ordinal)));
        Assert.Equal(networks.Partitions.Select(p => p.Partition.Name), benchmark.Folds.Select(f => f.Split.Partition.Name));
        foreach (var (fold, (network, method)) in networks.Partitions.Zip(benchmark.Folds).Index())
        {
            Assert.Equal(network.Partition.Training, method.Split.Partition.Training);
            Assert.Equal(network.Partition.Test, method.Split.Partition.Test);
            Assert.Equal(
                networks.Folds[fold].Recordings.Select(r => r.Id), method.Split.Partition.Test.Select(i => benchmark.Recordings[i]));
            Assert.Equal(network.Lookup.Majority, method.Split.Lookup.Majority);
        }
    }

    [Fact]
    public void A_class_with_too_few_recordings_everywhere_is_a_clear_fault()
    {
        MakeData();
        var run = new BenchmarkRun(new BenchmarkRequest { Data = [_temp.File("tones")], AtLeast = 6 }, new Listening());
        var fault = Assert.Throws<WorkshopException>(() => run.Run(TestContext.Current.CancellationToken));
        Assert.Contains("lower --at-least", fault.Message, StringComparison.Ordinal);
    }

    private static Recipe Tiny => new()
    {
        Features = new()
        {
            SampleRate = 8_000,
            FftSize = 512,
            Hop = 256,
            MelBands = 24,
            HighHz = 4_000,
            WindowFrames = 24,
            Layout = Dsp.Features.MfccLayout.None,
        },
        Windows = new SoundWindowOptions { WindowsPerEpoch = 8 },
        Network = new ConvolutionalDesign { Filters = [4, 4] },
        Fit = new FitOptions { Epochs = 1, Batch = 8 },
    };

    private void MakeData()
    {
        var list = "file,species,scientific,recordist,licence\n";
        foreach (var (name, hertz, takes) in new[] { ("Low", 500.0, 5), ("Rare", 800, 1), ("Middle", 1_100, 5), ("Scarce", 1_600, 2), ("High", 2_300, 5) })
        {
            for (var i = 0; i < takes; i++)
            {
                Tones.Write(_temp.File($"tones/{name}-{i}.wav"), 1 + (0.1 * i), hertz * (1 + (0.01 * i)));
                list += $"{name}-{i}.wav,{name} Whistler,Sibilus {name},Person {i},CC0\n";
            }
        }

        File.WriteAllText(_temp.File("tones/Low-0.wav"), "no sound at all");
        File.WriteAllText(_temp.File("tones/recordings.csv"), list);
    }

    private sealed class Listening : IWorkMonitor, ICrossValidationMonitor
    {
        public List<string> Warnings { get; } = [];

        public void Warn(string message) => Warnings.Add(message);

        public void Say(string message)
        {
        }

        public void Step(string what, int done, int total)
        {
        }

        public void Step(int windows, int total, double loss, double accuracy)
        {
        }

        public void Epoch(EpochReport epoch)
        {
        }

        public void Fold(FoldResult result, int done, int total)
        {
        }
    }
}
