using AvianVox.Audio.Streams;

namespace AvianVox.Listening.Sources;

/// <summary>What the text of <see cref="SourceOptions.Input"/> names.</summary>
public static class SourceInput
{
    /// <summary>The default microphone.</summary>
    public const string Microphone = "mic";

    /// <summary>What a microphone's name follows.</summary>
    public const string MicrophonePrefix = "mic:";

    /// <summary>Standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Whether it is a microphone.</summary>
    /// <param name="input">As configured.</param>
    public static bool IsMicrophone(string input) => input == Microphone || input.StartsWith(MicrophonePrefix, StringComparison.Ordinal);

    /// <summary>Whether it is a network stream.</summary>
    /// <param name="input">As configured.</param>
    public static bool IsStream(string input) => StreamUrl.IsUrl(input);
}
