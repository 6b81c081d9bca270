using AvianVox.Training.Fetching;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>Shows a fetch: a bar with files, rate and time left on a terminal, lines elsewhere.</summary>
internal sealed class FetchConsole : IFetchMonitor
{
    private readonly IAnsiConsole _console;
    private readonly ProgressTask _bar;
    private readonly TimeProvider _time;
    private long _bytes;
    private long _begun;

    private FetchConsole(IAnsiConsole console, ProgressTask bar, TimeProvider time)
    {
        _console = console;
        _bar = bar;
        _time = time;
    }

    /// <summary>Runs with a progress bar.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="time">Clock of the rate.</param>
    /// <param name="run">The run, given its monitor.</param>
    public static Task FollowAsync(IAnsiConsole console, TimeProvider time, Func<IFetchMonitor, Task> run) =>
        console.Progress()
            .AutoRefresh(console.Profile.Capabilities.Interactive)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => run(new FetchConsole(console, context.AddTask("Searching"), time)));

    /// <summary>Shows what a run did, or would do.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="summary">What it did.</param>
    /// <param name="isDry">Whether it only told what it would do.</param>
    public static void Show(IAnsiConsole console, FetchSummary summary, bool isDry)
    {
        if (summary.Species.Count > 0)
        {
            var table = new Table().AddColumns(
                "species", "there before", isDry ? "to fetch" : "fetched", "failed", "repeated", "minutes", "");
            foreach (var s in summary.Species)
            {
                table.AddRow(
                    new Text(s.Plan.Name.Shown),
                    new Text($"{s.Already}"),
                    new Text($"{s.Fetched}"),
                    new Text($"{s.Failed}"),
                    new Text($"{s.Repeated}"),
                    new Text($"{(s.Plan.Seconds + s.ForeseenSeconds) / 60:0.0}"),
                    new Text(s.IsShort ? "too short" : ""));
            }

            console.Write(table);
            console.MarkupLineInterpolated(
                $"{summary.Species.Sum(s => s.Already)} recordings there before, {summary.Species.Sum(s => s.Fetched)} {(isDry ? "to fetch" : "fetched")}, {summary.Faults.Count} failed, {summary.Duplicates.Count} repeat a sound, {summary.Species.Count(s => s.IsShort)} of {summary.Species.Count} species too short.");
        }

        if (summary.Refused.Count > 0)
        {
            console.MarkupLineInterpolated($"Not wanted: {string.Join(", ", summary.Refused.Select(r => $"{r.Value} by {r.Key}"))}.");
        }

        console.List("Repeated sounds, left out:", summary.Duplicates);
        console.List("Could not be had:", summary.Faults);
    }

    /// <inheritdoc />
    public void Say(string message) => _console.MarkupLineInterpolated($"{message}");

    /// <inheritdoc />
    public void Warn(string message) => _console.MarkupLineInterpolated($"[yellow]{message}[/]");

    /// <inheritdoc />
    public void Waiting(TimeSpan pause, string? why)
    {
        if (why is not null)
        {
            Warn($"{why}; next attempt in {pause.TotalSeconds:0} s");
        }
    }

    /// <inheritdoc />
    public void Planned(int files)
    {
        _begun = _time.GetTimestamp();
        _bar.MaxValue = Math.Max(1, files);
        _bar.Value = files == 0 ? 1 : 0;
    }

    /// <inheritdoc />
    public void Begin(RemoteRecording recording) => _bar.Description = Markup.Escape($"{recording.Id}, {Rate()}");

    /// <inheritdoc />
    public void Received(int count) => _bytes += count;

    /// <inheritdoc />
    public void Done()
    {
        // One that failed is replaced by another, so there may be more than were planned.
        _bar.MaxValue = Math.Max(_bar.MaxValue, _bar.Value + 1);
        _bar.Increment(1);
    }

    private string Rate() => $"{_bytes / 1024.0 / Math.Max(0.001, _time.GetElapsedTime(_begun).TotalSeconds):0} KiB/s";
}
