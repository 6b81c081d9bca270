using AvianVox.Training.CrossValidation;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Fitting;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>Shows a cross-validation: a bar for the folds, one for the fold at hand, a line per fold.</summary>
/// <param name="console">Where to show it.</param>
/// <param name="context">Holds the bars.</param>
internal sealed class CrossValidationConsole(IAnsiConsole console, ProgressContext context) : ICrossValidationMonitor
{
    private readonly ProgressTask _all = context.AddTask("Reading recordings");
    private ProgressTask? _fold;

    /// <inheritdoc />
    public void Warn(string message) => console.MarkupLineInterpolated($"[yellow]{message}[/]");

    /// <inheritdoc />
    public void Say(string message) => console.MarkupLineInterpolated($"{message}");

    /// <inheritdoc />
    public void Read(int done, int total) => (_all.MaxValue, _all.Value) = (total, Math.Max(_all.Value, done));

    /// <inheritdoc />
    public void Step(int windows, int total, double loss, double accuracy)
    {
        _fold ??= context.AddTask("fold");
        _fold.MaxValue = total;
        _fold.Value = windows;
        _fold.Description = $"loss {loss:0.000}, accuracy {accuracy:0.000}";
    }

    /// <inheritdoc />
    public void Epoch(EpochReport epoch)
    {
        // A line per fold is enough where there are many.
    }

    /// <inheritdoc />
    public void Fold(FoldResult result, int done, int total)
    {
        (_all.Value, _all.MaxValue, _all.Description) = (0, total, $"{done} of {total} folds");
        _all.Value = done;
        var right = result.Recordings.Count(r => ScoreTable.Highest(r.Scores) == r.Right);
        console.MarkupLineInterpolated(
            $"seed {result.Seed}, fold {result.Fold}: {right} of {result.Recordings.Count} recordings right; training loss {result.TrainingLoss:0.000}, {result.WindowsPerSecond:0} windows/s");
    }
}
