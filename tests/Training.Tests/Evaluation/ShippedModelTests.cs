using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Making;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Evaluation;

/// <summary>The models that ship.</summary>
public sealed class ShippedModelTests
{
    /// <summary>Share of windows whose first label no gain may change.</summary>
    private const double Steady = 0.95;

    [Theory]
    [InlineData("british-birds", "british", 75)]
    [InlineData("california-birds", "california", 10)]
    public void Holds_together_is_small_and_says_where_it_comes_from(string model, string data, int atLeast)
    {
        var package = ModelLoader.Load(Folder(model));
        Assert.InRange(Directory.GetFiles(package.Folder).Sum(f => new FileInfo(f).Length), 1, 4_000_000);
        Assert.True(
            package.Labels.Count(l => l.Kind == LabelKind.Bird) >= atLeast, $"{package.Labels.Count(l => l.Kind == LabelKind.Bird)} birds");
        foreach (var sound in (SoundClass[])[SoundClass.Noise, SoundClass.Rain, SoundClass.Wind, SoundClass.Insects, SoundClass.Dog, SoundClass.HumanVoice])
        {
            Assert.Contains(package.Labels, l => l.ScientificName == sound.ScientificName && l.Kind == sound.Kind);
        }

        Assert.Equal("CC-BY-NC-SA-4.0", package.Manifest.Licence);
        Assert.InRange(package.Manifest.Provenance.Metrics["onnx largest deviation"], 0, ExportCheck.LargestDeviation);
        Assert.NotEmpty(package.Manifest.Thresholds);
        var rows = CsvText.Parse(File.ReadAllText(Path.Combine(package.Folder, TrainedOn.FileName)));
        var birds = rows.Where(r => r.Fields[1] == data).ToList();
        Assert.NotEmpty(birds);
        Assert.All(
            birds, r => Assert.True(r.Fields[3].Length > 0 && r.Fields[4].Length > 0, $"line {r.Line} names no recordist or no licence"));
    }

    [Theory]
    [InlineData("british-birds", "british")]
    [InlineData("california-birds", "california")]
    public void No_held_out_recording_was_trained_on(string model, string data)
    {
        var rows = CsvText.Parse(
            File.ReadAllText(Path.Combine(Folder(model), TrainedOn.FileName))).Skip(1).Select(r => r.Fields).ToList();
        var trained = rows.Where(r => r[5] != "test").Select(r => (r[1], r[0])).ToHashSet();
        var split = RecordingSplit.Create(DataSetReader.Read(SharedData.Require(data), _ => { }), 37);
        Assert.NotEmpty(split[SplitSide.Test]);
        Assert.DoesNotContain(split[SplitSide.Test], r => trained.Contains((r.DataSet, r.Id)));
    }

    [Theory]
    [InlineData("british-birds", "british")]
    [InlineData("california-birds", "california")]
    public void Its_figures_on_held_out_birds_are_those_of_its_provenance_and_gain_does_not_matter(string model, string data)
    {
        var outcome = new EvaluationRun
        {
            Model = Folder(model),
            Data = [SharedData.Require(data)],
            Side = JudgedSide.Test,
            Gains = [-20, 20],
        }
            .Run(new StrictMonitor("has no label for"), TestContext.Current.CancellationToken);
        var metrics = ModelLoader.Load(Folder(model)).Manifest.Provenance.Metrics;
        var (set, birds) = Assert.Single(outcome.Figures.Birds);
        Assert.Equal(data, set);

        // One recording more or less: another processor may round a tie the other way.
        var one = 1.0001 / birds.Recordings.Count;
        Assert.InRange(birds.Recordings.Top1, metrics[$"{data} recording top-1"] - one, metrics[$"{data} recording top-1"] + one);
        Assert.InRange(birds.Windows.Top1, metrics[$"{data} window top-1"] - one, metrics[$"{data} window top-1"] + one);
        Assert.True(
            outcome.Gain!.SteadyShare >= Steady,
            $"{outcome.Gain.SteadyShare:P1} of {outcome.Gain.Windows} windows keep their first label at -20 and +20 dB");
    }

    [Theory]
    [InlineData("british-birds")]
    [InlineData("california-birds")]
    public void No_held_out_sound_without_birds_is_taken_for_one(string model)
    {
        var figures = new EvaluationRun
        {
            Model = Folder(model),
            Data = [SharedData.Require("negatives"), SharedData.Require("esc10")],
            Side = JudgedSide.Test,
        }
            .Run(new StrictMonitor("roosters"), TestContext.Current.CancellationToken).Figures.AllNegatives;
        Assert.InRange(figures.Hours * 60, 11, 13);
        Assert.Equal(0, figures.FalseRuns);
    }

    private static string Folder(string model) => Path.Combine(ProjectRoot.Path, "models", model);
}
