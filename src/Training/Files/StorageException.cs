namespace AvianVox.Training.Files;

/// <summary>The disk of the data is full or failed: no other file would fare better, so the run ends.</summary>
/// <param name="path">What could not be written.</param>
/// <param name="cause">What the system says.</param>
internal sealed class StorageException(string path, Exception cause)
    : IOException(
        $"{path} cannot be written: {Said(cause)}. What was complete before is kept; make room or choose another folder, then run " +
        "the same command again to go on.",
        cause)
{
    /// <summary>What the system says, without the path that it puts behind it.</summary>
    private static string Said(Exception cause)
    {
        var path = cause.Message.IndexOf(" : '", StringComparison.Ordinal);
        return (path > 0 ? cause.Message[..path] : cause.Message).TrimEnd('.', ' ');
    }
}
