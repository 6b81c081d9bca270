using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AvianVox.Audio.Files;
using AvianVox.Audio.Native;
using AvianVox.Audio.Sources;

namespace AvianVox.Audio.Capture;

/// <summary>
/// What PortAudio's thread does with each block: copy it into the sink. No lock, no allocation, no log.
/// </summary>
/// <remarks>
/// Where PortAudio flags dropped samples before a block, the gap is the time between the end of the block before and the begin of this
/// one by the device's clock, at least one sample; where the clock tells nothing, it counts as one block.
/// </remarks>
internal sealed class CaptureCallback : IDisposable
{
    /// <summary>Longest gap believed from the device's clock, in seconds; beyond it the clock has jumped.</summary>
    private const double MaxGapSeconds = 60;

    /// <summary>Frames of several channels taken apart at once.</summary>
    private const int PartFrames = 4_096;

    private readonly double _sampleRate;
    private readonly int _channel;
    private readonly float[] _part;
    private GCHandle _self;
    private ISampleSink? _sink;
    private long _blocks;
    private double _expectedTime;
    private int _isInside;
    private int _isStopped;

    /// <summary>Prepares the callback; it writes nowhere yet.</summary>
    /// <param name="sampleRate">Samples a second, in Hz.</param>
    /// <param name="channel">The channel that is heard, from 1; blocks hold frames of as many channels.</param>
    public CaptureCallback(double sampleRate, int channel = 1)
    {
        _sampleRate = sampleRate;
        _channel = channel;
        _part = new float[channel == 1 ? 0 : PartFrames];
        _self = GCHandle.Alloc(this);
    }

    /// <summary>The function PortAudio calls.</summary>
    public static unsafe delegate* unmanaged[Cdecl]<float*, float*, CULong, PortAudioTimeInfo*, CULong, nint, int> Function => &OnBlock;

    /// <summary>What PortAudio hands back to the function.</summary>
    public nint User => GCHandle.ToIntPtr(_self);

    /// <summary>Blocks that came.</summary>
    public long Blocks => Volatile.Read(ref _blocks);

    /// <summary>Lets blocks flow.</summary>
    /// <param name="sink">Where to.</param>
    public void Start(ISampleSink sink) => Volatile.Write(ref _sink, sink);

    /// <summary>Ends the flow: once this returns, nothing more is written, even if PortAudio hangs or calls on.</summary>
    public void Stop()
    {
        Interlocked.Exchange(ref _isStopped, 1);
        var wait = new SpinWait();
        while (Volatile.Read(ref _isInside) != 0)
        {
            wait.SpinOnce();
        }
    }

    /// <summary>Frees the handle. Only once the stream is closed: PortAudio may call until then.</summary>
    public void Dispose()
    {
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    /// <summary>Takes one block.</summary>
    /// <param name="frames">Frames of as many channels as that which is heard has before it.</param>
    /// <param name="adcTime">When the first was captured, in seconds of the device's clock; 0 where unknown.</param>
    /// <param name="flags">PortAudio's status flags.</param>
    /// <returns>Whether PortAudio is to call on.</returns>
    internal int Take(ReadOnlySpan<float> frames, double adcTime, uint flags)
    {
        // A full fence on each side: either Stop sees us inside, or we see that it has stopped.
        Interlocked.Exchange(ref _isInside, 1);
        try
        {
            if (Volatile.Read(ref _isStopped) != 0)
            {
                return PortAudio.Complete;
            }

            if (Volatile.Read(ref _sink) is { } sink)
            {
                var count = frames.Length / _channel;
                // What was dropped before the first block was before the begin.
                if ((flags & PortAudio.InputOverflow) != 0 && _blocks > 0)
                {
                    sink.WriteGap(Missing(count, adcTime), GapCause.Overflow);
                }

                Write(frames, sink);
                _expectedTime = adcTime > 0 ? adcTime + (count / _sampleRate) : 0;
                Volatile.Write(ref _blocks, _blocks + 1);
            }

            return PortAudio.Continue;
        }
        finally
        {
            Interlocked.Exchange(ref _isInside, 0);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int OnBlock(float* input, float* output, CULong frames, PortAudioTimeInfo* time, CULong flags, nint user)
    {
        var callback = (CaptureCallback)GCHandle.FromIntPtr(user).Target!;
        var samples = input is null ? [] : new ReadOnlySpan<float>(input, (int)frames.Value * callback._channel);
        return callback.Take(samples, time is null ? 0 : time->InputBufferAdcTime, (uint)flags.Value);
    }

    private void Write(ReadOnlySpan<float> frames, ISampleSink sink)
    {
        if (_channel == 1)
        {
            sink.Write(frames);
            return;
        }

        for (; !frames.IsEmpty; frames = frames[Math.Min(frames.Length, PartFrames * _channel)..])
        {
            var part = frames[..Math.Min(frames.Length, PartFrames * _channel)];
            ChannelMix.Pick(part, _channel, _channel, _part);
            sink.Write(_part.AsSpan(0, part.Length / _channel));
        }
    }

    private long Missing(int block, double adcTime)
    {
        var seconds = adcTime - _expectedTime;
        return adcTime <= 0 || _expectedTime <= 0 || seconds > MaxGapSeconds
            ? Math.Max(1, block)
            : Math.Max(1, (long)Math.Round(seconds * _sampleRate));
    }
}
