using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;

namespace AvianVox.Training.Tests.Evaluation;

/// <summary>The model that ships.</summary>
public sealed class StarterModelTests
{
    private static readonly string Folder = Path.Combine(ProjectRoot.Path, "models", "starter");

    [Fact]
    public void Holds_together_is_small_and_says_where_it_comes_from()
    {
        var package = ModelPackage.Load(Folder);
        Assert.InRange(new FileInfo(package.OnnxPath).Length, 1, 1 << 20);
        Assert.Equal(91, package.Labels.Count(l => l.Kind == LabelKind.Bird));
        Assert.Contains(package.Labels, l => l.Kind == LabelKind.Human);
        Assert.Contains(package.Labels, l => l.Kind == LabelKind.Noise);
        var rows = CsvText.Parse(File.ReadAllText(Path.Combine(Folder, Attribution.FileName)));
        Assert.All(rows.Where(r => r.Fields[1] is "british" or "california"), r => Assert.True(r.Fields[3].Length > 0 && r.Fields[4].Length > 0, $"line {r.Line} names no recordist or no licence"));
    }

    [Fact]
    public void Its_figures_on_the_held_out_californian_recordings_are_those_of_its_provenance()
    {
        var figures = new EvaluationRun { Model = Folder, Data = [SharedData.Require("california")], Side = SplitSide.Test }
            .Run(new StrictMonitor(), TestContext.Current.CancellationToken).Figures;
        var metrics = ModelPackage.Load(Folder).Manifest.Provenance.Metrics;
        var (set, california) = Assert.Single(figures.Birds);
        Assert.Equal(("california", 30), (set, california.Recordings.Count));

        // One recording more or less: another processor may round a tie the other way.
        Assert.InRange(california.Recordings.Top1, metrics["california recording top-1"] - 0.034, metrics["california recording top-1"] + 0.034);
        Assert.InRange(california.Windows.Top1, metrics["california window top-1"] - 0.034, metrics["california window top-1"] + 0.034);
    }

    [Fact]
    public void No_held_out_recording_was_trained_on()
    {
        var rows = CsvText.Parse(File.ReadAllText(Path.Combine(Folder, Attribution.FileName))).Skip(1).Select(r => r.Fields).ToList();
        var trained = rows.Where(r => r[5] != "test").Select(r => (r[1], r[0])).ToHashSet();
        var split = RecordingSplit.Create(DataSetReader.Read(SharedData.Require("british"), _ => { }), 37);
        Assert.NotEmpty(split[SplitSide.Test]);
        Assert.DoesNotContain(split[SplitSide.Test], r => trained.Contains((r.DataSet, r.Id)));
    }
}
