using AvianVox.Training.Fetching;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Training.Tests.Fetching;

/// <summary>Notes what it is told, and moves the clock by each wait, so that nobody waits.</summary>
internal sealed class MovingMonitor(FakeTimeProvider time) : IFetchMonitor
{
    private int _faultsSeen;

    public List<string> Lines { get; } = [];

    /// <summary>Waits after faults, in seconds.</summary>
    public List<double> Pauses { get; } = [];

    /// <summary>Waits for the rate, in seconds.</summary>
    public List<double> Paces { get; } = [];

    /// <summary>Waits after faults so far; may be read from another thread.</summary>
    public int FaultsSeen => Volatile.Read(ref _faultsSeen);

    public int Files { get; private set; }

    public long Bytes { get; private set; }

    public int Finished { get; private set; }

    /// <summary>Called when a file begins.</summary>
    public Action<RemoteRecording> OnBegin { get; set; } = _ => { };

    public void Say(string message) => Lines.Add(message);

    public void Warn(string message) => Lines.Add(message);

    public void Waiting(TimeSpan pause, string? why)
    {
        (why is null ? Paces : Pauses).Add(pause.TotalSeconds);
        Lines.Add(why ?? "");
        if (why is not null)
        {
            Interlocked.Increment(ref _faultsSeen);
        }

        time.Advance(pause);
    }

    public void Planned(int files) => Files = files;

    public void Begin(RemoteRecording recording) => OnBegin(recording);

    public void Received(int count) => Bytes += count;

    public void Done() => Finished++;
}
