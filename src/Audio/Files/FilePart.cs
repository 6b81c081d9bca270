namespace AvianVox.Audio.Files;

/// <summary>A stretch of a file that holds samples.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Vouched">
/// How many of them a header vouches for. Behind these, zeros at the end are room that a recorder took and never filled.
/// </param>
/// <param name="IsOpen">Whether it reaches to the end of the file, wherever that comes to lie.</param>
internal readonly record struct FilePart(long Start, long Length, long Vouched, bool IsOpen)
{
    /// <summary>Offset behind its last byte.</summary>
    public long End => Start + Length;
}
