using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;

namespace AvianVox.Station.Journal;

/// <summary>What is written into the journal as the station hears. Safe for several threads.</summary>
public interface IJournalAppender
{
    /// <summary>Appends a confirmed detection, or the end of one.</summary>
    /// <param name="kind"><see cref="JournalKind.Detection"/> or <see cref="JournalKind.Event"/>.</param>
    /// <param name="detection">As it stands.</param>
    void Append(JournalKind kind, DetectionRecord detection);

    /// <summary>Appends a gap.</summary>
    /// <param name="gap">What is missing.</param>
    void Append(GapRecord gap);

    /// <summary>Adds to the effort of a minute.</summary>
    /// <param name="effort">Seconds since the last call for this source and minute; they add up.</param>
    void Add(EffortMinute effort);

    /// <summary>
    /// Notes that the clip of a detection lies on the disk. The detection was appended before; its event may come before or after.
    /// </summary>
    /// <param name="detection">Identifier of the detection.</param>
    /// <param name="path">The clip: path below the clip folder, with forward slashes.</param>
    void KeepClip(Guid detection, string path);

    /// <summary>Notes that a clip has been deleted; its path is kept.</summary>
    /// <param name="path">Its path, as it was noted. One that no detection has is passed over.</param>
    /// <param name="at">When, UTC.</param>
    void ForgetClip(string path, DateTimeOffset at);

    /// <summary>Appends how the station fares.</summary>
    /// <param name="payload">The health message.</param>
    void AppendHealth(string payload);
}
