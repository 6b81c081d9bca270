namespace AvianVox.Audio.Files;

/// <summary>What an audio file tells of itself: Vorbis comments in FLAC and Ogg, a LIST INFO chunk in WAV. Any may be null.</summary>
public sealed record AudioTags
{
    /// <summary>TITLE, INAM.</summary>
    public string? Title { get; init; }

    /// <summary>ARTIST, IART: who recorded it.</summary>
    public string? Artist { get; init; }

    /// <summary>DATE, ICRD: when it was recorded, RFC 3339.</summary>
    public string? Date { get; init; }

    /// <summary>SOFTWARE, ISFT.</summary>
    public string? Software { get; init; }

    /// <summary>COMMENT, ICMT: all else.</summary>
    public string? Comment { get; init; }
}
