using AvianVox.Audio.Sources;

namespace AvianVox.Audio.Tests.Sources;

/// <summary>Keeps all it is given, and notices what a source must not do: write on two threads at once, or after its run has ended.</summary>
internal sealed class CollectingSink : ISampleSink
{
    private readonly Lock _gate = new();
    private readonly List<float> _samples = [];
    private int _writers;
    private bool _closed;

    public long Position { get; private set; }

    public long GapSamples { get; private set; }

    public string? Violation { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _samples.Count;
            }
        }
    }

    public float[] Samples
    {
        get
        {
            lock (_gate)
            {
                return [.. _samples];
            }
        }
    }

    public void Write(ReadOnlySpan<float> samples)
    {
        Enter();
        lock (_gate)
        {
            _samples.AddRange(samples);
            Position += samples.Length;
        }

        Interlocked.Decrement(ref _writers);
    }

    public void WriteGap(long samples, GapCause cause)
    {
        Enter();
        lock (_gate)
        {
            GapSamples += samples;
            Position += samples;
        }

        Interlocked.Decrement(ref _writers);
    }

    public ValueTask WaitForSpaceAsync(int samples, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return ValueTask.CompletedTask;
    }

    /// <summary>From now on every write is a violation.</summary>
    public void Close() => Volatile.Write(ref _closed, true);

    private void Enter()
    {
        if (Interlocked.Increment(ref _writers) != 1)
        {
            Violation = "two threads wrote at once";
        }

        if (Volatile.Read(ref _closed))
        {
            Violation = "written after the run had ended";
        }
    }
}
