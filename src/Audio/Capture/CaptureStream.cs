using System.Runtime.InteropServices;
using AvianVox.Audio.Native;

namespace AvianVox.Audio.Capture;

/// <summary>An open input stream of PortAudio. Made, started and closed inside <see cref="PortAudioCalls"/> only.</summary>
internal sealed class CaptureStream
{
    /// <summary>Latency asked for, in seconds: enough to ride out a busy moment of a small machine, little beside a window.</summary>
    private const double SuggestedLatency = 0.25;

    private bool _isClosed;

    private CaptureStream(nint handle, AudioDevice device, int sampleRate, CaptureCallback callback)
    {
        Handle = handle;
        Device = device;
        SampleRate = sampleRate;
        Callback = callback;
    }

    /// <summary>PortAudio's handle.</summary>
    public nint Handle { get; }

    /// <summary>The device that was found.</summary>
    public AudioDevice Device { get; }

    /// <summary>The rate it runs at, in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Where its blocks go.</summary>
    public CaptureCallback Callback { get; }

    /// <summary>Finds and opens a device.</summary>
    /// <param name="wanted">See <see cref="AudioDevices.Find"/>.</param>
    /// <param name="sampleRate">Samples a second, in Hz.</param>
    /// <exception cref="AudioException">It is not there or cannot be opened so.</exception>
    public static CaptureStream Open(string? wanted, int sampleRate)
    {
        PortAudioCalls.Acquire();
        CaptureCallback? callback = null;
        try
        {
            var device = AudioDevices.Find(AudioDevices.Read(), wanted);
            callback = new CaptureCallback(sampleRate);
            var handle = OpenDevice(device, sampleRate, callback);
            return new CaptureStream(handle, device, ActualRate(handle, sampleRate), callback);
        }
        catch
        {
            callback?.Dispose();
            PortAudioCalls.Release();
            throw;
        }
    }

    /// <summary>Closes the stream. Doing so again does nothing.</summary>
    public void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        Callback.Stop();

        // Abort, not stop: what is still on its way is nobody's. Closing a stream never started or already dead is no error for us.
        _ = PortAudio.AbortStream(Handle);
        _ = PortAudio.CloseStream(Handle);
        Callback.Dispose();
        PortAudioCalls.Release();
    }

    private static unsafe nint OpenDevice(AudioDevice device, int sampleRate, CaptureCallback callback)
    {
        // Mono whatever the device says: what virtual devices say is not to be believed, and PortAudio adapts.
        var input = new PortAudioStreamParameters
        {
            Device = device.Index,
            ChannelCount = 1,
            SampleFormat = new CULong(PortAudio.Float32),
            SuggestedLatency = SuggestedLatency,
        };
        nint handle;
        var result = PortAudio.OpenStream(&handle, &input, null, sampleRate, default, default, CaptureCallback.Function, callback.User);
        if (result == PortAudio.InvalidSampleRate)
        {
            throw new AudioException($"Microphone {device.Id} cannot capture at {sampleRate:N0} Hz; it prefers {device.DefaultSampleRate:N0} Hz. Set the source's sample rate.");
        }

        PortAudioCalls.Check(result, $"Microphone {device.Id} cannot be opened");
        return handle;
    }

    private static unsafe int ActualRate(nint handle, int wanted)
    {
        var info = PortAudio.GetStreamInfo(handle);
        return info is null || info->SampleRate < 1 ? wanted : (int)Math.Round(info->SampleRate);
    }
}
