using System.Buffers.Binary;
using System.Text;
using AvianVox.TestSupport;
using AvianVox.Training.Torch;

namespace AvianVox.Training.Tests.Torch;

public sealed class ElfSymbolVersionsTests
{
    private const string Wanted = "GLIBCXX_3.4.32";

    [Fact]
    public void Finds_the_flags_of_a_version_behind_others()
    {
        var image = Image(["GLIBC_2.17"], ["GLIBCXX_3.4", "GLIBCXX_3.4.32x", Wanted, "CXXABI_1.3"]);
        var at = ElfSymbolVersions.FindFlags(image, Wanted);

        // The third entry of the second library: its flags were given the value 0x20.
        Assert.Equal(0x20, BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(at)));
    }

    [Fact]
    public void Says_so_when_the_version_is_not_needed() =>
        Assert.Equal(-1, ElfSymbolVersions.FindFlags(Image(["GLIBC_2.17"]), Wanted));

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(200)]
    public void Refuses_what_is_no_whole_library(int length) =>
        Assert.Throws<FormatException>(() => ElfSymbolVersions.FindFlags(Image(["GLIBC_2.17"], [Wanted]).AsSpan(0, length), Wanted));

    [Fact]
    public void Weakening_changes_one_byte_of_the_file_and_does_so_once()
    {
        using var folder = new TempFolder();
        var library = folder.File("lib.so");
        var image = Image(["GLIBC_2.17"], [Wanted, "CXXABI_1.3"]);
        File.WriteAllBytes(library, image);

        Assert.True(TorchBinding.Weaken(library));
        var changed = File.ReadAllBytes(library);
        var at = ElfSymbolVersions.FindFlags(image, Wanted);
        Assert.Equal([at], Enumerable.Range(0, image.Length).Where(i => image[i] != changed[i]));
        Assert.Equal(image[at] | ElfSymbolVersions.Weak, changed[at]);

        Assert.False(TorchBinding.Weaken(library));
        Assert.Equal(["lib.so"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void The_binding_in_the_output_folder_needs_the_version_or_was_built_without_it()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        Assert.SkipUnless(File.Exists(library), "libtorch is packed for 64-bit x86 Linux only");
        var image = File.ReadAllBytes(library);
        Assert.True(ElfSymbolVersions.FindFlags(image, "GLIBCXX_3.4") > 0);
        Assert.Equal(-1, ElfSymbolVersions.FindFlags(image, "GLIBCXX_9.9.9"));
    }

    /// <summary>
    /// A library with nothing in it but a string table and the versions it needs; the flags of entry k of a library are 16 * k.
    /// </summary>
    private static byte[] Image(params string[][] libraries)
    {
        const int StringsAt = 64;
        var strings = new MemoryStream();
        int Add(string text)
        {
            var at = (int)strings.Length;
            strings.Write(Encoding.ASCII.GetBytes(text + "\0"));
            return at;
        }

        var needs = new List<byte>();
        for (var i = 0; i < libraries.Length; i++)
        {
            var need = new byte[16];
            BinaryPrimitives.WriteUInt16LittleEndian(need, 1);
            BinaryPrimitives.WriteUInt16LittleEndian(need.AsSpan(2), (ushort)libraries[i].Length);
            BinaryPrimitives.WriteUInt32LittleEndian(need.AsSpan(4), (uint)Add($"lib{i}.so"));
            BinaryPrimitives.WriteUInt32LittleEndian(need.AsSpan(8), 16);
            BinaryPrimitives.WriteUInt32LittleEndian(need.AsSpan(12), i + 1 < libraries.Length ? 16 + (16 * (uint)libraries[i].Length) : 0);
            needs.AddRange(need);
            for (var k = 0; k < libraries[i].Length; k++)
            {
                var entry = new byte[16];
                BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), (ushort)(16 * k));
                BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(8), (uint)Add(libraries[i][k]));
                BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(12), k + 1 < libraries[i].Length ? 16u : 0);
                needs.AddRange(entry);
            }
        }

        var needsAt = StringsAt + (int)strings.Length;
        var tableAt = needsAt + needs.Count;
        var image = new byte[tableAt + (2 * 64)];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(image, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(0x28), (ulong)tableAt);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(0x3c), 2);
        strings.ToArray().CopyTo(image, StringsAt);
        needs.ToArray().CopyTo(image, needsAt);

        // Section 0: the strings. Section 1: the versions, linked to section 0.
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(tableAt + 0x18), StringsAt);
        var header = image.AsSpan(tableAt + 64);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], 0x6ffffffe);
        BinaryPrimitives.WriteUInt64LittleEndian(header[0x18..], (ulong)needsAt);
        BinaryPrimitives.WriteUInt32LittleEndian(header[0x2c..], (uint)libraries.Length);
        return image;
    }
}
