namespace AvianVox.Listening.Clocks;

/// <summary>Identifiers of what happened at a time: UUIDs of version 7, which sort by it.</summary>
public static class TimeOrderedId
{
    /// <summary>Makes one.</summary>
    /// <param name="at">When it happened; what was before 1970 has no place of its own in them, and sorts as the begin of that
    /// year.</param>
    public static Guid At(DateTimeOffset at) => Guid.CreateVersion7(at < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : at);
}
