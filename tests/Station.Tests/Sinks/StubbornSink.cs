using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Tests.Sinks;

/// <summary>A receiver that fails on some entries with a fault that says nothing about them, and takes the others in batches.</summary>
internal sealed class StubbornSink(SinkFault fault, Predicate<JournalEntry> isRefused) : ISink
{
    private readonly Lock _gate = new();
    private readonly List<long> _taken = [];

    /// <summary>While true nothing is taken.</summary>
    public bool IsAway { get; set; }

    /// <summary>Calls of <see cref="DeliverAsync"/>.</summary>
    public int Calls { get; private set; }

    public string Name => "stubborn";

    public string Title => "Stubborn";

    public IReadOnlySet<JournalKind> Kinds { get; } = new HashSet<JournalKind> { JournalKind.Event };

    public int MostAtOnce => 16;

    public IReadOnlyList<long> Taken
    {
        get
        {
            lock (_gate)
            {
                return [.. _taken];
            }
        }
    }

    public Task<string?> OpenAsync(CancellationToken cancellation) => Task.FromResult<string?>("it");

    public Task AttendAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task DeliverAsync(IReadOnlyList<JournalEntry> entries, Action<JournalEntry> delivered, CancellationToken cancellation)
    {
        Calls++;
        if (IsAway || entries.Any(entry => isRefused(entry)))
        {
            throw new SinkException(fault, "it does not say why");
        }

        lock (_gate)
        {
            _taken.AddRange(entries.Select(entry => entry.Sequence));
        }

        return Task.CompletedTask;
    }

    public Task CloseAsync(bool clean, CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
