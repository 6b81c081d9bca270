using System.ComponentModel;
using System.Diagnostics;

namespace AvianVox.Audio.Programs;

/// <summary>
/// A program that was started from here: the one place where any is. It is never held up by what it says, and never outlives its owner.
/// </summary>
public sealed class ChildProgram : IAsyncDisposable, IDisposable
{
    /// <summary>How long a killed program may take to go, and what it left behind may hold its pipes open.</summary>
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly BoundedLines _errors = new();
    private readonly Task _reading;

    private ChildProgram(Process process, TimeProvider time)
    {
        _process = process;
        _time = time;
        _reading = _errors.ReadAsync(process.StandardError);
    }

    /// <summary>What it reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What it writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What it wrote last to its standard error, in one line; empty for nothing.</summary>
    public string Complaint => _errors.ToString();

    /// <summary>What it ended with; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>Starts a program; its input and output are whoever starts it to see to.</summary>
    /// <param name="call">What is started; its <see cref="ProgramCall.Input"/> is not written here.</param>
    /// <param name="time">Clock of the bounds.</param>
    /// <exception cref="ProgramException">There is no such program, or it cannot be started.</exception>
    public static ChildProgram Start(ProgramCall call, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(time);
        var path = ProgramPath.Find(call.Program) ?? throw new ProgramException("there is no such program, or none that may be run");
        var start = new ProcessStartInfo(path, call.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in call.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new ChildProgram(Process.Start(start)!, time);
        }
        catch (Win32Exception fault)
        {
            throw new ProgramException(new Win32Exception(fault.NativeErrorCode).Message.TrimEnd('.'), fault);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="call">What is run.</param>
    /// <param name="time">Clock of the bounds.</param>
    /// <param name="cancellation">Kills it, with all that it started.</param>
    /// <exception cref="ProgramException">There is no such program, or it cannot be started.</exception>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static async Task<ProgramEnd> RunAsync(ProgramCall call, TimeProvider time, CancellationToken cancellation)
    {
        await using var program = Start(call, time);
        var kept = new char[call.MostOutput];
        var output = KeepAsync(program._process.StandardOutput, kept);
        await program.FeedAsync(call.Input, cancellation).ConfigureAwait(false);
        await program._process.WaitForExitAsync(cancellation).ConfigureAwait(false);

        // What it started and left behind may hold the pipes open: what is there by then is enough to tell.
        await Task.WhenAll(program._reading, output)
            .WaitAsync(EndBound, time, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var count = output.IsCompletedSuccessfully ? await output.ConfigureAwait(false) : 0;
        return new ProgramEnd(program._process.ExitCode, new string(kept, 0, count), Last(program.Complaint));
    }

    /// <summary>Waits, within a bound, until it has ended and all it said is read; to be called when its output has ended.</summary>
    /// <returns>False when it goes on.</returns>
    public async Task<bool> WaitAsync()
    {
        var ended = Task.WhenAll(_process.WaitForExitAsync(), _reading);
        await ended.WaitAsync(EndBound, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ended.IsCompletedSuccessfully;
    }

    /// <summary>Kills it, with all that it started, where it still runs, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync().WaitAsync(EndBound, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Dispose();
    }

    /// <summary>Kills it, with all that it started, where it still runs, and does not wait.</summary>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static string Last(string complaint) =>
        complaint.Length > ProgramEnd.MostComplaint ? complaint[^ProgramEnd.MostComplaint..] : complaint;

    private static async Task<int> KeepAsync(StreamReader output, Memory<char> kept)
    {
        var count = await output.ReadBlockAsync(kept).ConfigureAwait(false);
        await output.BaseStream.CopyToAsync(Stream.Null).ConfigureAwait(false);
        return count;
    }

    private async Task FeedAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        try
        {
            if (input.Length > 0)
            {
                await Input.WriteAsync(input, cancellation).ConfigureAwait(false);
            }

            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read; its exit code tells whether that is well.
        }
    }

    private void Kill()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
