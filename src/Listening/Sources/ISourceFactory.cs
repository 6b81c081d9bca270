using AvianVox.Audio.Sources;

namespace AvianVox.Listening.Sources;

/// <summary>Makes sources from what the configuration says of them.</summary>
public interface ISourceFactory
{
    /// <summary>Makes a source; it has not been opened.</summary>
    /// <param name="options">What to listen to.</param>
    /// <param name="tell">Hears what people should know of it, in sentences; null for nobody.</param>
    IAudioSource Create(SourceOptions options, Action<string>? tell = null);

    /// <summary>Whether a source is a device, which may go and come back, rather than a recording or stream, which ends.</summary>
    /// <param name="options">What to listen to.</param>
    bool IsDevice(SourceOptions options);
}
