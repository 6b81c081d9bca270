using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace AvianVox.Training.Store;

/// <summary>The beginning of an entry's file: what is in it, and sums that tell whether it is whole.</summary>
/// <param name="Key">Key of the entry: 32 bytes in hexadecimal digits.</param>
/// <param name="MelBands">Rows of log mel, which come first.</param>
/// <param name="MfccCount">Rows of MFCC.</param>
/// <param name="Frames">Values per row.</param>
/// <param name="Samples">Length of the recording in samples at the front end's rate.</param>
/// <param name="Sum">CRC-32C of the values.</param>
internal readonly record struct EntryHeader(string Key, int MelBands, int MfccCount, int Frames, int Samples, uint Sum)
{
    /// <summary>Size in bytes; the values that follow are aligned for vectors.</summary>
    public const int Size = 64;

    private const int SumAt = 60;

    /// <summary>"AVXFEAT1", read as a little-endian number.</summary>
    private const ulong Magic = 0x3154414546585641;

    /// <summary>Length of a whole file, in bytes.</summary>
    public long FileLength => Size + ((long)(MelBands + MfccCount) * Frames * sizeof(float));

    /// <summary>Writes the header.</summary>
    /// <param name="bytes">Receives <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        Convert.FromHexString(Key).CopyTo(bytes[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[40..], MelBands);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[44..], MfccCount);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[48..], Frames);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[52..], Samples);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[56..], Sum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SumAt..], SumOf(bytes[..SumAt]));
    }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">Beginning of a file.</param>
    /// <returns>Null where it is none, or damaged.</returns>
    public static EntryHeader? Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length < Size
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[SumAt..]) != SumOf(bytes[..SumAt])
            ? null
            : new EntryHeader(
                Convert.ToHexStringLower(bytes[8..40]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[44..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[48..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[52..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[56..]));

    /// <summary>CRC-32C of bytes.</summary>
    /// <param name="bytes">Bytes.</param>
    /// <param name="sum">Sum of what came before.</param>
    public static uint SumOf(ReadOnlySpan<byte> bytes, uint sum = 0)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            sum = BitOperations.Crc32C(sum, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            sum = BitOperations.Crc32C(sum, rest);
        }

        return sum;
    }
}
