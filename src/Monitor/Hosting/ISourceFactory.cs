using AvianVox.Audio.Sources;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Hosting;

/// <summary>Makes sources from what the configuration says of them.</summary>
internal interface ISourceFactory
{
    /// <summary>Makes a source; it has not been opened.</summary>
    /// <param name="options">What to listen to.</param>
    IAudioSource Create(SourceOptions options);

    /// <summary>Whether a source is a device, which may go and come back, rather than a recording or stream, which ends.</summary>
    /// <param name="options">What to listen to.</param>
    bool IsDevice(SourceOptions options);
}
