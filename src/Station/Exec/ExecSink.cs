using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Exec;

/// <summary>
/// Runs a command for each entry, with the entry on its standard input. With one at a time the next begins when the one before
/// has ended; with more they begin in order and may end in any. An entry is delivered when its command ended with 0.
/// </summary>
public sealed class ExecSink : ISink
{
    /// <summary>Name of this sink's cursor.</summary>
    public const string SinkName = "exec";

    private readonly int _atOnce;
    private readonly ExecCommand _command;

    /// <summary>Creates the sink; nothing runs yet.</summary>
    /// <param name="options">Checked options, with a command.</param>
    /// <param name="time">Measures time-outs.</param>
    public ExecSink(ExecOptions options, TimeProvider time)
    {
        _atOnce = options.AtOnce;
        _command = new ExecCommand(options.Command!, TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        Kinds = EntryKinds.Of(options.Kinds);
    }

    /// <inheritdoc />
    public string Name => SinkName;

    /// <inheritdoc />
    public string Title => "Command";

    /// <inheritdoc />
    public IReadOnlySet<JournalKind> Kinds { get; }

    /// <inheritdoc />
    public int MostAtOnce => 128;

    /// <inheritdoc />
    public Task<string?> OpenAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc />
    public Task AttendAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task DeliverAsync(IReadOnlyList<JournalEntry> entries, Action<JournalEntry> delivered, CancellationToken cancellation)
    {
        var running = new Queue<(JournalEntry Entry, Task<string?> Ended)>(_atOnce);
        try
        {
            for (var next = 0; next < entries.Count || running.Count > 0;)
            {
                while (running.Count < _atOnce && next < entries.Count)
                {
                    var entry = entries[next++];
                    running.Enqueue((entry, _command.RunAsync(entry, cancellation)));
                }

                var (oldest, ended) = running.Peek();
                if (await ended.ConfigureAwait(false) is { } fault)
                {
                    throw new SinkException(SinkFault.Failed, fault) { Entry = oldest };
                }

                running.Dequeue();
                delivered(oldest);
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(running.Select(one => one.Ended))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public Task CloseAsync(bool clean, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
