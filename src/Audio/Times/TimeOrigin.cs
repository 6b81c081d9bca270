namespace AvianVox.Audio.Times;

/// <summary>Where a recording tells when it began. In the order in which they are believed where several tell.</summary>
public enum TimeOrigin
{
    /// <summary>The Timestamp of GUANO metadata, which recorders write for machines to read.</summary>
    Guano,

    /// <summary>The comment that an AudioMoth writes.</summary>
    AudioMothComment,

    /// <summary>The date among a file's tags, where it has a time of day.</summary>
    DateTag,

    /// <summary>Date and time of the broadcast wave extension, which has no zone.</summary>
    BroadcastExtension,

    /// <summary>The file's name, which anybody may have changed.</summary>
    FileName,
}
