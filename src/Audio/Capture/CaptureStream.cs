using System.Runtime.InteropServices;
using AvianVox.Audio.Native;

namespace AvianVox.Audio.Capture;

/// <summary>An open input stream of PortAudio. Made, started and closed inside <see cref="PortAudioCalls"/> only.</summary>
internal sealed class CaptureStream
{
    /// <summary>Latency asked for, in seconds: enough to ride out a busy moment of a small machine, little beside a window.</summary>
    private const double SuggestedLatency = 0.25;

    /// <summary>Blocks in that time. The buffer stays as it is: who wants samples soon is to lose none for it.</summary>
    private const int Periods = 4;

    /// <summary>The same where each sample is wanted soon.</summary>
    private const int PromptPeriods = 16;

    private bool _isClosed;

    private CaptureStream(nint handle, string name, int sampleRate, CaptureCallback callback)
    {
        Handle = handle;
        Name = name;
        SampleRate = sampleRate;
        Callback = callback;
    }

    /// <summary>PortAudio's handle.</summary>
    public nint Handle { get; }

    /// <summary>Stable id of the device that was found, or its name in ALSA.</summary>
    public string Name { get; }

    /// <summary>The rate it runs at, in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Where its blocks go.</summary>
    public CaptureCallback Callback { get; }

    /// <summary>Finds and opens a device.</summary>
    /// <param name="wanted">See <see cref="SoundCards.TryFind"/>, then <see cref="AudioDevices.Find"/>.</param>
    /// <param name="sampleRate">Samples a second, in Hz.</param>
    /// <param name="channel">The channel that is heard, from 1; 0 leaves it to the sound system.</param>
    /// <param name="isPrompt">Whether each sample is wanted soon.</param>
    /// <exception cref="AudioException">It is not there or cannot be opened so.</exception>
    public static CaptureStream Open(string? wanted, int sampleRate, int channel, bool isPrompt)
    {
        PortAudioCalls.Acquire();
        PortAudio.SetPeriods(isPrompt ? PromptPeriods : Periods);
        CaptureCallback? callback = null;
        try
        {
            // Mono unless told otherwise, whatever the device says: what virtual devices say is not to be believed, and PortAudio adapts.
            callback = new CaptureCallback(sampleRate, Math.Max(1, channel));
            if (SoundCards.TryFind(wanted, () => SoundCards.Read(), out var pcm))
            {
                var opened = OpenPcm(pcm!, sampleRate, Math.Max(1, channel), callback);
                return new CaptureStream(opened, pcm!, ActualRate(opened, sampleRate), callback);
            }

            var device = AudioDevices.Find(AudioDevices.Read(), wanted);
            var handle = OpenDevice(device, sampleRate, Math.Max(1, channel), callback);
            return new CaptureStream(handle, device.Id, ActualRate(handle, sampleRate), callback);
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

    private static unsafe nint OpenDevice(AudioDevice device, int sampleRate, int channels, CaptureCallback callback) =>
        Open(Parameters(device.Index, channels), device.Id, sampleRate,
            FormattableString.Invariant($"; it prefers {device.DefaultSampleRate:N0} Hz"), callback);

    private static unsafe nint OpenPcm(string pcm, int sampleRate, int channels, CaptureCallback callback)
    {
        var name = Marshal.StringToCoTaskMemUTF8(pcm);
        try
        {
            var info = new PortAudioAlsaStreamInfo
            {
                Size = new CULong((nuint)sizeof(PortAudioAlsaStreamInfo)),
                HostApiType = PortAudio.Alsa,
                Version = new CULong(1),
                DeviceString = name,
            };
            var input = Parameters(PortAudio.HostApiSpecificDevice, channels);
            input.HostApiSpecificStreamInfo = (nint)(&info);
            return Open(input, pcm, sampleRate, "", callback);
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
        }
    }

    private static PortAudioStreamParameters Parameters(int device, int channels) => new()
    {
        Device = device,
        ChannelCount = channels,
        SampleFormat = new CULong(PortAudio.Float32),
        SuggestedLatency = SuggestedLatency,
    };

    private static unsafe nint Open(PortAudioStreamParameters input, string name, int sampleRate, string hint, CaptureCallback callback)
    {
        nint handle;
        var result = PortAudio.OpenStream(&handle, &input, null, sampleRate, default, default, CaptureCallback.Function, callback.User);
        if (result == PortAudio.InvalidSampleRate)
        {
            throw new AudioException($"Microphone {name} cannot capture at {sampleRate:N0} Hz{hint}. Set the source's sample rate.");
        }

        if (result == PortAudio.InvalidChannelCount)
        {
            throw new AudioException(
                $"Microphone {name} has no channel {input.ChannelCount}. Set the source's channel to one that it has, or to 0.");
        }

        PortAudioCalls.Check(result, $"Microphone {name} cannot be opened");
        return handle;
    }

    private static unsafe int ActualRate(nint handle, int wanted)
    {
        var info = PortAudio.GetStreamInfo(handle);
        return info is null || info->SampleRate < 1 ? wanted : (int)Math.Round(info->SampleRate);
    }
}
