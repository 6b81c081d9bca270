using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AvianVox.TestSupport;

/// <summary>A real child process whose output lines are collected, which can be signalled, and which never outlives its test.</summary>
public sealed partial class ProgramRun : IAsyncDisposable
{
    /// <summary>Bound on every wait that names none.</summary>
    private static readonly TimeSpan DefaultBound = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ProgramRun(Process process) => _process = process;

    /// <summary>Lines of standard output so far.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Lines of standard error so far.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>True when the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Everything it wrote, for failure messages.</summary>
    public string Transcript => string.Join('\n', _output.Concat(_errors));

    /// <summary>Starts a program.</summary>
    /// <param name="file">Executable, looked up on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set beside the test's own.</param>
    /// <param name="workingDirectory">Null for the test's own.</param>
    /// <param name="keepInputOpen">False closes standard input at once.</param>
    public static ProgramRun Start(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? workingDirectory = null,
        bool keepInputOpen = false)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var run = new ProgramRun(new Process { StartInfo = start });
        run._process.OutputDataReceived += (_, e) => Keep(run._output, e.Data);
        run._process.ErrorDataReceived += (_, e) => Keep(run._errors, e.Data);
        run._process.Start();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        if (!keepInputOpen)
        {
            run._process.StandardInput.Close();
        }

        return run;
    }

    /// <summary>The stream that the process reads as its standard input.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Waits until a line of either output satisfies a condition, and returns the first that does.</summary>
    /// <param name="matches">Condition.</param>
    /// <param name="within">Bound; 60 s by default.</param>
    public async Task<string> LineAsync(Func<string, bool> matches, TimeSpan? within = null)
    {
        string? found = null;
        await Eventually.TrueAsync(
            () => (found = _output.Concat(_errors).FirstOrDefault(matches)) is not null || _process.HasExited,
            within ?? DefaultBound,
            () => $"no such line from {_process.StartInfo.FileName}; it wrote:\n{Transcript}").ConfigureAwait(false);
        if (found is null)
        {
            await _process.WaitForExitAsync().ConfigureAwait(false);
            found = _output.Concat(_errors).FirstOrDefault(matches)
                ?? throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with code {_process.ExitCode} without that line; it wrote:\n{Transcript}");
        }

        return found;
    }

    /// <summary>Waits until the process has ended and all its output is here; returns its exit code.</summary>
    /// <param name="within">Bound; 60 s by default.</param>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        using var bound = new CancellationTokenSource(within ?? DefaultBound);
        try
        {
            await _process.WaitForExitAsync(bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} still runs; it wrote:\n{Transcript}");
        }

        return _process.ExitCode;
    }

    /// <summary>Sends a signal.</summary>
    /// <param name="signal">POSIX number: 2 SIGINT, 9 SIGKILL, 15 SIGTERM, 18 SIGCONT, 19 SIGSTOP.</param>
    public void Signal(int signal)
    {
        if (!_process.HasExited && Kill(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} could not be sent to process {_process.Id}: errno {Marshal.GetLastPInvokeError()}.");
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
