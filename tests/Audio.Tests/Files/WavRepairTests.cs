using AvianVox.Audio.Files;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Files;

/// <summary>Headers that lie, as recorders and programs leave them: all sound is heard, and what was not believed is told.</summary>
public sealed class WavRepairTests : IDisposable
{
    private const int Rate = 8_000;

    /// <summary>Two seconds, no sample of them zero.</summary>
    private static readonly byte[] Sound = [.. Enumerable.Range(0, 2 * Rate).SelectMany(i => BitConverter.GetBytes((short)(1 + (i % 8_191))))];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_right_header_is_believed_and_nothing_is_told()
    {
        var heard = Read(Wav().Chunk("data", Sound).Chunk("LIST", new byte[8]));
        Assert.Equal((2 * Rate, 2L * Rate), (heard.Samples.Length, heard.Frames));
        Assert.Empty(heard.Notes);
    }

    [Theory]
    [InlineData(44)]
    [InlineData(8_000)]
    public void A_length_that_is_too_short_hides_no_sound(int stated)
    {
        var heard = Read(Wav().Chunk("data", Sound, (uint)stated));
        Assert.Equal(2 * Rate, heard.Samples.Length);
        Assert.Contains(heard.Notes, note => note.Contains("32,000 follow it, 2 s", StringComparison.Ordinal));
    }

    [Fact]
    public void Zeros_that_no_header_vouches_for_are_left_out_at_the_end_and_told()
    {
        byte[] padded = [.. Sound, .. new byte[200_000]];
        var heard = Read(Wav().Chunk("data", padded, 44));
        Assert.Equal(2 * Rate, heard.Samples.Length);
        Assert.Contains(heard.Notes, note => note.Contains("12.5 s of zeros at its end", StringComparison.Ordinal));
    }

    [Fact]
    public void Zeros_between_sounds_are_heard_where_they_stand()
    {
        byte[] hole = [.. Sound, .. new byte[100_000], .. Sound];
        var heard = Read(Wav().Chunk("data", hole, 44));
        Assert.Equal((4 * Rate) + 50_000, heard.Samples.Length);
        Assert.Equal(heard.Samples[..(2 * Rate)], heard.Samples[^(2 * Rate)..]);
        Assert.All(heard.Samples[(2 * Rate)..^(2 * Rate)], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void Zeros_that_a_header_vouches_for_are_sound()
    {
        var heard = Read(Wav().Chunk("data", [.. Sound, .. new byte[Rate]]));
        Assert.Equal((2 * Rate) + (Rate / 2), heard.Samples.Length);
        Assert.Empty(heard.Notes);
    }

    [Fact]
    public void A_length_that_was_wrapped_at_4_GiB_opens_at_once_and_is_heard_to_its_last_sample()
    {
        // The bird calls at both ends of a hole that takes no room on the disk.
        var path = _folder.File("wrapped.wav");
        var head = Wav(rate: 384_000).Chunk("data", Sound, 300_000).ToArray();
        using (var file = File.Create(path))
        {
            file.Write(head);
            file.Seek((1L << 32) + 300_000, SeekOrigin.Current);
            file.Write(Sound);
        }

        using var reader = AudioFile.Open(path);
        var block = new float[1 << 20];
        long frames = 0, loud = 0;
        for (int read; (read = reader.Read(block)) > 0; frames += read)
        {
            loud += block.AsSpan(0, read).ContainsAnyExcept(0f) ? 1 : 0;
        }

        Assert.Equal((Sound.Length + (1L << 32) + 300_000 + Sound.Length) / 2, frames);
        Assert.InRange(loud, 2, 4);
    }

    [Fact]
    public void A_tail_of_gigabytes_that_was_never_written_costs_neither_time_nor_memory()
    {
        var path = _folder.File("tail.wav");
        File.WriteAllBytes(path, Wav().Chunk("data", Sound).ToArray());
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(1L << 36);
        }

        Assert.Equal(2 * Rate, AudioFile.ReadMono(path).Samples.Length);
    }

    [Fact]
    public void Files_put_behind_one_another_are_all_heard()
    {
        byte[] one = Wav().Chunk("data", Sound).ToArray();
        var heard = Read([.. one, .. one, .. one]);
        Assert.Equal(6 * Rate, heard.Samples.Length);
        Assert.Contains(heard.Notes, note => note.StartsWith("3 recordings stand in it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_another_format_behind_it_is_told_and_not_heard()
    {
        var heard = Read([.. Wav().Chunk("data", Sound).ToArray(), .. Wav(rate: 48_000).Chunk("data", Sound).ToArray()]);
        Assert.Equal(2 * Rate, heard.Samples.Length);
        Assert.Contains(heard.Notes, note => note.Contains("48,000 Hz, which is not heard", StringComparison.Ordinal));
    }

    [Fact]
    public void An_odd_byte_at_the_end_and_a_length_44_too_large_do_no_harm()
    {
        Assert.Equal((2 * Rate) - 1, Read(Wav().Chunk("data", Sound[..^1], pad: false)).Samples.Length);
        Assert.Equal(2 * Rate, Read(Wav().Chunk("data", Sound, (uint)Sound.Length + 44)).Samples.Length);
    }

    [Fact]
    public void An_ID3_tag_with_a_picture_may_stand_in_front()
    {
        byte[] tag = [.. "ID3"u8, 3, 0, 0, 0, 2, 0, 0, .. new byte[32_768]];
        Assert.Equal(2 * Rate, Read([.. tag, .. tag, .. Wav().Chunk("data", Sound).ToArray()]).Samples.Length);
    }

    [Fact]
    public void A_file_that_was_never_written_is_told()
    {
        var path = _folder.File("zeros.wav");
        using (var file = File.Create(path))
        {
            file.SetLength(1L << 36);
        }

        var refused = Assert.Throws<AudioException>(() => AudioFile.Open(path));
        Assert.Contains("begins with 4,096 zeros", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_chunks_than_any_recorder_writes_are_refused_by_number()
    {
        var path = _folder.File("chunks.wav");
        byte[] chunk = [.. "junk"u8, 0, 0, 0, 0];
        File.WriteAllBytes(path, [.. Wav().ToArray(), .. Enumerable.Repeat(chunk, 1_000_000).SelectMany(bytes => bytes)]);
        var refused = Assert.Throws<AudioException>(() => AudioFile.Open(path));
        Assert.Contains("more than 100,000 chunks", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(999)]
    [InlineData(500_001)]
    public void A_rate_that_no_recorder_has_is_refused_by_number(int rate)
    {
        var refused = Assert.Throws<AudioException>(() => Read(Wav(rate).Chunk("data", Sound)));
        Assert.Contains("1,000 to 500,000 Hz", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_while_a_file_is_read_is_heard_and_told()
    {
        var path = _folder.File("growing.wav");
        File.WriteAllBytes(path, Wav().Chunk("data", Sound, uint.MaxValue).ToArray());
        using var reader = AudioFile.Open(path);
        var block = new float[Rate];
        Assert.Equal(Rate, reader.Read(block));
        using (var file = new FileStream(path, FileMode.Append))
        {
            file.Write(Sound);
        }

        var frames = Rate;
        for (int read; (read = reader.Read(block)) > 0; frames += read)
        {
        }

        Assert.Equal(4 * Rate, frames);
        Assert.Contains(reader.Notes, note => note.Contains("grew by 2 s", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_becomes_shorter_while_it_is_read_is_a_fault_behind_its_sound()
    {
        var path = _folder.File("shrinking.wav");
        // More than is read ahead.
        byte[] sound = [.. Enumerable.Repeat(Sound, 20).SelectMany(bytes => bytes)];
        File.WriteAllBytes(path, Wav().Chunk("data", sound).ToArray());
        using var reader = AudioFile.Open(path);
        var block = new float[Rate];
        Assert.Equal(Rate, reader.Read(block));
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(sound.Length / 2);
        }

        var fault = Assert.Throws<AudioException>(() =>
        {
            while (reader.Read(block) > 0)
            {
            }
        });
        Assert.Contains("became shorter while it was read", fault.Message, StringComparison.Ordinal);
    }

    private static WavBytes Wav(int rate = Rate) => new WavBytes().Format(1, 1, rate, 16);

    private (float[] Samples, long? Frames, IReadOnlyList<string> Notes) Read(WavBytes wav) => Read(wav.ToArray());

    private (float[] Samples, long? Frames, IReadOnlyList<string> Notes) Read(byte[] bytes)
    {
        var path = _folder.File("lying.wav");
        File.WriteAllBytes(path, bytes);
        using var reader = AudioFile.Open(path);
        var samples = new List<float>();
        var block = new float[1_000];
        for (int read; (read = reader.Read(block)) > 0;)
        {
            samples.AddRange(block[..read]);
        }

        return ([.. samples], reader.Frames, reader.Notes);
    }
}
