namespace AvianVox.Audio.Files;

/// <summary>Formats that neither we nor libsndfile read, told by their first bytes.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Refusal">Why nobody here can decode it, and the way out; null where ffmpeg decodes it.</param>
internal sealed record ForeignFormat(string Name, string? Refusal = null)
{
    /// <summary>Bytes that tell them apart.</summary>
    public const int HeadLength = 16;

    private const string Convert = "Convert it to WAV with Kaleidoscope, which the maker gives away";

    /// <summary>Format code of a W4V file's samples.</summary>
    private const int W4vCode = 0xFFF1;

    /// <summary>Looks at the first bytes of a file.</summary>
    /// <param name="head">At least <see cref="HeadLength"/> bytes, or all there are.</param>
    /// <returns>Null where it is none of these.</returns>
    public static ForeignFormat? Of(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeadLength)
        {
            return null;
        }

        return head switch
        {
            _ when head[4..8].SequenceEqual("ftyp"u8) => new ForeignFormat(Mpeg4(head[8..12])),
            _ when head.StartsWith(new byte[] { 0x1A, 0x45, 0xDF, 0xA3 }) => new ForeignFormat("Matroska or WebM"),
            _ when head.StartsWith(new byte[] { 0x30, 0x26, 0xB2, 0x75 }) => new ForeignFormat("WMA or WMV"),
            _ when head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("AVI "u8) => new ForeignFormat("AVI"),
            _ when head.StartsWith("FLV"u8) => new ForeignFormat("FLV"),
            _ when head.StartsWith("wvpk"u8) => new ForeignFormat("WavPack"),
            _ when head.StartsWith("MAC "u8) => new ForeignFormat("Monkey's Audio"),
            _ when head.StartsWith("TTA1"u8) => new ForeignFormat("TTA"),
            _ when head.StartsWith("#!AMR"u8) => new ForeignFormat("AMR"),
            _ when head[0] == 0xFF && (head[1] & 0xF6) == 0xF0 => new ForeignFormat("AAC"),
            _ when head.StartsWith("WAac"u8) =>
                new ForeignFormat("WAC", $"It is compressed as Song Meters do it, which only their maker decodes. {Convert}"),
            _ => null,
        };
    }

    /// <summary>Whether a WAV file is really a W4V file, which only looks like one.</summary>
    /// <param name="layout">Its layout.</param>
    public static ForeignFormat? Of(WavLayout layout) => (int)layout.Format.Encoding == W4vCode
        ? new ForeignFormat("W4V", $"It is compressed as Song Meters do it, which only their maker decodes. {Convert}")
        : null;

    private static string Mpeg4(ReadOnlySpan<byte> brand) => brand switch
    {
        _ when brand.StartsWith("M4"u8) => "M4A",
        _ when brand.StartsWith("3g"u8) => "3GP",
        _ when brand.StartsWith("qt"u8) => "QuickTime",
        _ => "MP4",
    };
}
