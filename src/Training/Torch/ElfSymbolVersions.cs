using System.Buffers.Binary;
using System.Text;

namespace AvianVox.Training.Torch;

/// <summary>Finds the versions a shared library needs of the libraries it links to, in a 64-bit little-endian ELF image.</summary>
/// <remarks>Layout of .gnu.version_r (Elf64_Verneed, Elf64_Vernaux) after the System V gABI and its GNU extension.</remarks>
internal static class ElfSymbolVersions
{
    /// <summary>Section type of .gnu.version_r.</summary>
    private const uint VersionNeeds = 0x6ffffffe;

    /// <summary>Length of one entry of the section header table.</summary>
    private const int SectionHeaderLength = 64;

    /// <summary>Flag in vna_flags: the loader warns, and does not fail, when the version is absent.</summary>
    public const ushort Weak = 2;

    /// <summary>Byte offset of vna_flags (two bytes) of a needed version.</summary>
    /// <param name="image">Whole file.</param>
    /// <param name="version">Name of the version, such as GLIBCXX_3.4.32.</param>
    /// <returns>The offset; -1 when the library does not need that version.</returns>
    /// <exception cref="FormatException">Not a 64-bit little-endian ELF file, or one that is cut short.</exception>
    public static int FindFlags(ReadOnlySpan<byte> image, string version)
    {
        if (image.Length < 64 || !image.StartsWith("\u007fELF"u8) || image[4] != 2 || image[5] != 1)
        {
            throw new FormatException("No 64-bit little-endian ELF file.");
        }

        try
        {
            return FindInSections(image, version);
        }
        catch (Exception cause) when (cause is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new FormatException("The ELF file is cut short or its tables point outside it.", cause);
        }
    }

    private static int FindInSections(ReadOnlySpan<byte> image, string version)
    {
        var table = Offset(image, 0x28);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3c..]);
        for (var i = 0; i < count; i++)
        {
            var header = image[(table + (i * SectionHeaderLength))..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != VersionNeeds)
            {
                continue;
            }

            // sh_link names the string table, sh_info the number of libraries listed.
            var link = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(header[0x28..]));
            var strings = Offset(image[(table + (link * SectionHeaderLength))..], 0x18);
            var libraries = BinaryPrimitives.ReadUInt32LittleEndian(header[0x2c..]);
            return FindInNeeds(image, Offset(header, 0x18), libraries, strings, Encoding.ASCII.GetBytes(version));
        }

        return -1;
    }

    private static int FindInNeeds(ReadOnlySpan<byte> image, int need, uint libraries, int strings, ReadOnlySpan<byte> version)
    {
        for (var library = 0u; library < libraries; library++)
        {
            // Verneed: version, count (16 bits each), file, first auxiliary, next (32 bits each).
            var versions = BinaryPrimitives.ReadUInt16LittleEndian(image[(need + 2)..]);
            var entry = checked(need + (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(need + 8)..]));
            for (var k = 0; k < versions; k++)
            {
                // Vernaux: hash (32 bits), flags, other (16 bits each), name, next (32 bits each).
                var name = image[checked(strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(entry + 8)..]))..];
                if (name.StartsWith(version) && name[version.Length] == 0)
                {
                    return entry + 4;
                }

                entry = checked(entry + (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(entry + 12)..]));
            }

            need = checked(need + (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(need + 12)..]));
        }

        return -1;
    }

    private static int Offset(ReadOnlySpan<byte> bytes, int at) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]));
}
