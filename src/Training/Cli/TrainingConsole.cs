using AvianVox.Training.Fitting;
using AvianVox.Training.Making;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>Shows a training run: a bar with loss, accuracy and time left on a terminal, a line per epoch elsewhere too.</summary>
internal sealed class TrainingConsole : ITrainingMonitor
{
    private readonly IAnsiConsole _console;
    private readonly ProgressTask _bar;

    private TrainingConsole(IAnsiConsole console, ProgressTask bar)
    {
        _console = console;
        _bar = bar;
    }

    /// <summary>Runs with a progress bar.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="run">The run, given its monitor.</param>
    public static Task<TrainingOutcome> FollowAsync(IAnsiConsole console, Func<ITrainingMonitor, Task<TrainingOutcome>> run) =>
        console.Progress()
            .AutoRefresh(console.Profile.Capabilities.Interactive)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => run(new TrainingConsole(console, context.AddTask("Reading recordings"))));

    /// <summary>Shows what a run made.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="outcome">What was made.</param>
    public static void Show(IAnsiConsole console, TrainingOutcome outcome)
    {
        FiguresTable.Show(console, outcome.Figures);
        console.MarkupLineInterpolated($"Model package: {outcome.Package.Folder}");
    }

    /// <inheritdoc />
    public void Warn(string message) => _console.MarkupLineInterpolated($"[yellow]{message}[/]");

    /// <inheritdoc />
    public void Say(string message) => _console.MarkupLineInterpolated($"{message}");

    /// <inheritdoc />
    public void Read(int done, int total) => (_bar.MaxValue, _bar.Value) = (total, Math.Max(_bar.Value, done));

    /// <inheritdoc />
    public void Step(int windows, int total, double loss, double accuracy)
    {
        _bar.MaxValue = total;
        _bar.Value = windows;
        _bar.Description = $"loss {loss:0.000}, accuracy {accuracy:0.000}";
    }

    /// <inheritdoc />
    public void Epoch(EpochReport epoch) => _console.MarkupLineInterpolated(
        $"epoch {epoch.Epoch,3}: loss {epoch.TrainingLoss:0.000}, accuracy {epoch.TrainingAccuracy:0.000}; validation loss {epoch.ValidationLoss:0.000}, accuracy {epoch.ValidationAccuracy:0.000}; {epoch.WindowsPerSecond:0} windows/s{(epoch.Best ? "; kept" : "")}");
}
