using AvianVox.Audio.Sources;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Hosting;

/// <summary>Makes microphones, recordings and raw streams on standard input.</summary>
/// <param name="time">The station's time.</param>
internal sealed class SourceFactory(TimeProvider time) : ISourceFactory
{
    /// <summary>The default microphone.</summary>
    public const string Microphone = "mic";

    /// <summary>What a microphone's name follows.</summary>
    public const string MicrophonePrefix = "mic:";

    /// <summary>Standard input.</summary>
    public const string StandardInput = "-";

    /// <inheritdoc />
    public bool IsDevice(SourceOptions options) => options.Input == Microphone || options.Input.StartsWith(MicrophonePrefix, StringComparison.Ordinal);

    /// <inheritdoc />
    public IAudioSource Create(SourceOptions options)
    {
        if (IsDevice(options))
        {
            var device = options.Input == Microphone ? null : options.Input[MicrophonePrefix.Length..];
            return new MicrophoneSource(
                new MicrophoneOptions
                {
                    Device = device,
                    SampleRate = options.SampleRate,
                    FirstBlockTimeout = TimeSpan.FromSeconds(options.FirstBlockTimeoutSeconds),
                    NoBlockTimeout = TimeSpan.FromSeconds(options.NoBlockTimeoutSeconds),
                },
                time);
        }

        if (options.Input == StandardInput)
        {
            var format = options.Format == RawFormat.F32 ? RawSampleFormat.F32 : RawSampleFormat.S16;
            return new RawStreamSource(Console.OpenStandardInput(), "standard input", options.SampleRate, format);
        }

        var pace = options.Pace == Pace.Max ? RecordingPace.Max : RecordingPace.Real;
        return new RecordingSource(options.Input, pace, options.StartTime, time);
    }
}
