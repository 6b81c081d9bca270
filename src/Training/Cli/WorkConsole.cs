using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>Shows long work: a bar with the time left per kind of work, and a line per warning.</summary>
internal sealed class WorkConsole : IWorkMonitor
{
    private readonly IAnsiConsole _console;
    private readonly ProgressContext _context;
    private readonly Lock _lock = new();
    private ProgressTask? _bar;

    private WorkConsole(IAnsiConsole console, ProgressContext context)
    {
        _console = console;
        _context = context;
    }

    /// <summary>Runs with progress bars.</summary>
    /// <typeparam name="T">What the work makes.</typeparam>
    /// <param name="console">Where to show it.</param>
    /// <param name="work">The work, given its monitor.</param>
    /// <param name="stopped">What to say where it is stopped.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<T> FollowAsync<T>(IAnsiConsole console, Func<IWorkMonitor, T> work, string stopped, CancellationToken stop)
    {
        try
        {
            return await console.Progress()
                .AutoRefresh(console.Profile.Capabilities.Interactive)
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new RemainingTimeColumn())
                .StartAsync(context => Task.Run(() => work(new WorkConsole(console, context)), stop)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stopped, stop);
        }
    }

    /// <inheritdoc />
    public void Warn(string message) => _console.MarkupLineInterpolated($"[yellow]{message}[/]");

    /// <inheritdoc />
    public void Step(string what, int done, int total)
    {
        lock (_lock)
        {
            if (_bar?.Description != what)
            {
                _bar = _context.AddTask(what, maxValue: Math.Max(1, total));
            }

            // Threads may tell out of order.
            (_bar.MaxValue, _bar.Value) = (Math.Max(1, total), Math.Max(_bar.Value, done));
        }
    }
}
