using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using AvianVox.Station.Clips.Pictures;

namespace AvianVox.Station.Tests.Clips.Pictures;

public sealed class PngFileTests
{
    [Fact]
    public void A_picture_holds_its_pixels_its_colours_and_true_checks()
    {
        byte[] pixels = [0, 1, 2, 2, 1, 0];
        byte[] palette = [0, 0, 0, 255, 0, 0, 0, 255, 0];
        using var stream = new MemoryStream();
        PngFile.Write(stream, 3, pixels, palette);
        var file = stream.ToArray();

        Assert.Equal((byte[])[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        var chunks = Chunks(file).ToList();
        Assert.Equal(["IHDR", "PLTE", "IDAT", "IEND"], chunks.Select(chunk => chunk.Name));
        Assert.Equal((byte[])[0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0], chunks[0].Content);
        Assert.Equal(palette, chunks[1].Content);
        using var zlib = new ZLibStream(new MemoryStream(chunks[2].Content), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        Assert.Equal((byte[])[0, 0, 1, 2, 0, 2, 1, 0], rows.ToArray());
    }

    [Fact]
    public void A_large_picture_comes_in_several_chunks_of_one_stream()
    {
        var pixels = new byte[400 * 300];
        new Random(5).NextBytes(pixels);
        using var stream = new MemoryStream();
        PngFile.Write(stream, 400, pixels, new byte[768]);
        var data = Chunks(stream.ToArray()).Where(chunk => chunk.Name == "IDAT").Select(chunk => chunk.Content).ToList();

        Assert.True(data.Count > 2, $"{data.Count} chunks");
        using var zlib = new ZLibStream(new MemoryStream([.. data.SelectMany(content => content)]), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        Assert.Equal(pixels, rows.ToArray().Chunk(401).SelectMany(row => row.Skip(1)));
    }

    /// <summary>The check value that the CRC-32 of RFC 2083 is known by.</summary>
    [Fact]
    public void The_check_is_that_of_the_standard() => Assert.Equal(0xCBF43926, PngFile.Check("1234"u8, "56789"u8));

    private static IEnumerable<(string Name, byte[] Content)> Chunks(byte[] file)
    {
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var content = file[(at + 8)..(at + 8 + length)];
            Assert.Equal(PngFile.Check(file.AsSpan(at + 4, 4), content), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            yield return (Encoding.ASCII.GetString(file, at + 4, 4), content);
            at += 12 + length;
        }
    }
}
