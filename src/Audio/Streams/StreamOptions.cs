namespace AvianVox.Audio.Streams;

/// <summary>How a network stream is opened and watched.</summary>
public sealed record StreamOptions
{
    /// <summary>
    /// Address: rtsp://, http:// (HLS playlists among them), rtmp://, srt:// ... (<see cref="StreamUrl.Allowed"/>). A user and password in
    /// it are never told.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>Rate the stream is converted to, in Hz. Default 48,000.</summary>
    public int SampleRate { get; init; } = 48_000;

    /// <summary>The one channel that is heard, from 1; 0 mixes all. Default 0.</summary>
    public int Channel { get; init; }

    /// <summary>How long the first samples may take. Default 8 s.</summary>
    public TimeSpan FirstBlockTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a running stream may give no samples before it counts as lost. Default 6 s.</summary>
    public TimeSpan NoBlockTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The program that fetches and decodes. Default "ffmpeg", looked up on the PATH.</summary>
    public string Program { get; init; } = "ffmpeg";
}
