using NAudio.Wave;

namespace AvianVox.Audio.Tests.Sources;

/// <summary>A capture device that gives silence until something is played into it.</summary>
internal sealed class FakeWaveIn(WaveFormat format) : IWaveIn
{
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _played = new();
    private Timer? _timer;

    public event EventHandler<WaveInEventArgs>? DataAvailable;

    public event EventHandler<StoppedEventArgs>? RecordingStopped;

    public WaveFormat WaveFormat { get; set; } = format;

    public bool IsDisposed { get; private set; }

    /// <summary>Plays bytes of the device's format.</summary>
    public void Play(byte[] bytes)
    {
        lock (_gate)
        {
            foreach (var block in bytes.Chunk(WaveFormat.BlockAlign * 480))
            {
                _played.Enqueue(block);
            }
        }
    }

    /// <summary>Stops as a device does that was unplugged.</summary>
    public void Break(Exception? fault)
    {
        StopRecording();
        RecordingStopped?.Invoke(this, new StoppedEventArgs(fault));
    }

    public void StartRecording() => _timer = new Timer(_ => Give(), null, 0, 5);

    public void StopRecording() => Interlocked.Exchange(ref _timer, null)?.Dispose();

    public void Dispose()
    {
        StopRecording();
        IsDisposed = true;
    }

    private void Give()
    {
        lock (_gate)
        {
            if (_timer is null)
            {
                return;
            }

            var block = _played.TryDequeue(out var next) ? next : new byte[WaveFormat.BlockAlign * 480];
            DataAvailable?.Invoke(this, new WaveInEventArgs(block, block.Length));
        }
    }
}
