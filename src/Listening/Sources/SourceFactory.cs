using AvianVox.Audio.Capture;
using AvianVox.Audio.Sources;
using AvianVox.Audio.Streams;

namespace AvianVox.Listening.Sources;

/// <summary>Makes microphones, network streams, recordings and raw streams on standard input.</summary>
/// <param name="time">The station's time.</param>
/// <param name="isPrompt">Whether what a source hears is wanted soon; null for never.</param>
/// <param name="zone">The station's zone; null for that of the system.</param>
public sealed class SourceFactory(TimeProvider time, Func<SourceOptions, bool>? isPrompt = null, TimeZoneInfo? zone = null) : ISourceFactory
{
    /// <inheritdoc />
    public bool IsDevice(SourceOptions options) => SourceInput.IsMicrophone(options.Input) || SourceInput.IsStream(options.Input);

    /// <inheritdoc />
    public IAudioSource Create(SourceOptions options, Action<string>? tell = null)
    {
        if (SourceInput.IsMicrophone(options.Input))
        {
            var defaults = new MicrophoneOptions();
            var microphone = new MicrophoneOptions
            {
                Device = options.Input == SourceInput.Microphone ? null : options.Input[SourceInput.MicrophonePrefix.Length..],
                SampleRate = options.SampleRate,
                Channel = options.Channel,
                IsPrompt = isPrompt?.Invoke(options) ?? false,
                FirstBlockTimeout = Seconds(options.FirstBlockTimeoutSeconds, defaults.FirstBlockTimeout),
                NoBlockTimeout = Seconds(options.NoBlockTimeoutSeconds, defaults.NoBlockTimeout),
            };
            return OperatingSystem.IsWindows() ? WasapiMicrophone.Create(microphone, time) : new MicrophoneSource(microphone, time);
        }

        if (SourceInput.IsStream(options.Input))
        {
            var defaults = new StreamOptions { Url = options.Input };
            return new StreamSource(
                defaults with
                {
                    SampleRate = options.SampleRate,
                    Channel = options.Channel,
                    FirstBlockTimeout = Seconds(options.FirstBlockTimeoutSeconds, defaults.FirstBlockTimeout),
                    NoBlockTimeout = Seconds(options.NoBlockTimeoutSeconds, defaults.NoBlockTimeout),
                },
                time);
        }

        if (options.Input == SourceInput.StandardInput)
        {
            var format = options.Format == RawFormat.F32 ? RawSampleFormat.F32 : RawSampleFormat.S16;
            return new RawStreamSource(Console.OpenStandardInput(), "standard input", options.SampleRate, format);
        }

        var recording = new RecordingOptions
        {
            Path = options.Input,
            Pace = options.Pace == Pace.Max ? RecordingPace.Max : RecordingPace.Real,
            StartTime = options.StartTime,
            // What names no zone was refused when the configuration was checked.
            RecorderZone = RecorderZone.Find(options.RecorderZone, zone ?? time.LocalTimeZone) ?? TimeZoneInfo.Utc,
            Channel = options.Channel,
        };
        return new RecordingSource(recording, time, tell);
    }

    private static TimeSpan Seconds(double? seconds, TimeSpan otherwise) => seconds is { } given ? TimeSpan.FromSeconds(given) : otherwise;
}
