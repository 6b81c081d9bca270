using System.Text;
using AvianVox.Audio.Files;
using AvianVox.TestSupport;
using CsCheck;

namespace AvianVox.Audio.Tests.Files;

public sealed class WavReaderTests : IDisposable
{
    private static readonly byte[] FourSamples = [0, 0x80, 0, 0xC0, 0, 0, 0, 0x40];
    private static readonly float[] FourValues = [-1, -0.5f, 0, 0.5f];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 8, new byte[] { 0, 64, 128, 192 })]
    [InlineData(1, 16, new byte[] { 0, 0x80, 0, 0xC0, 0, 0, 0, 0x40 })]
    [InlineData(1, 24, new byte[] { 0, 0, 0x80, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0x40 })]
    [InlineData(1, 32, new byte[] { 0, 0, 0, 0x80, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0x40 })]
    [InlineData(3, 32, new byte[] { 0, 0, 0x80, 0xBF, 0, 0, 0, 0xBF, 0, 0, 0, 0, 0, 0, 0, 0x3F })]
    [InlineData(3, 64, new byte[] { 0, 0, 0, 0, 0, 0, 0xF0, 0xBF, 0, 0, 0, 0, 0, 0, 0xE0, 0xBF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F })]
    public void Every_encoding_has_the_same_full_scale(int code, int bits, byte[] data)
    {
        var recording = Read(new WavBytes().Format(code, 1, 8_012, bits).Chunk("data", data));

        Assert.Equal(FourValues, recording.Samples);
        Assert.Equal(8_012, recording.SampleRate);
    }

    [Theory]
    [InlineData(6, 0xD5, 8)]
    [InlineData(6, 0x55, -8)]
    [InlineData(6, 0xAA, 32_256)]
    [InlineData(6, 0x2A, -32_256)]
    [InlineData(7, 0xFF, 0)]
    [InlineData(7, 0x80, 32_124)]
    [InlineData(7, 0x00, -32_124)]
    public void G711_follows_the_recommendation(int code, byte value, int expected)
    {
        var recording = Read(new WavBytes().Format(code, 1, 8_000, 8).Chunk("data", [value, value]));

        Assert.Equal(expected / 32_768f, recording.Samples[0]);
    }

    [Fact]
    public void Extensible_format_and_valid_bits_in_wider_samples_are_read()
    {
        byte[] extension = [22, 0, 24, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
        var recording = Read(new WavBytes().Format(0xFFFE, 1, 48_000, 32, extension: extension).Chunk("data", [0, 0, 0, 0x80]));

        Assert.Equal([-1f], recording.Samples);
    }

    [Fact]
    public void A_wrong_frame_size_is_forgiven_where_the_bits_tell()
    {
        var recording = Read(new WavBytes().Format(1, 2, 44_100, 16, frameSize: 2).Chunk("data", FourSamples));

        Assert.Equal([-0.75f, 0.25f], recording.Samples);
    }

    [Fact]
    public void Channels_are_mixed_by_their_mean()
    {
        var recording = Read(new WavBytes().Format(1, 2, 44_100, 16).Chunk("data", FourSamples));

        Assert.Equal([-0.75f, 0.25f], recording.Samples);
    }

    [Fact]
    public void Chunks_may_stand_in_any_order_and_padding_may_be_missing()
    {
        var odd = Encoding.ASCII.GetBytes("odd");
        var guano = Encoding.ASCII.GetBytes("GUANO|Version:1.0\nTimestamp: 2024-09-03T19:31:30+01:00\n");
        var recording = Read(new WavBytes()
            .Chunk("LIST", odd, pad: false)
            .Chunk("data", FourSamples)
            .Chunk("junk", odd)
            .Chunk("guan", guano)
            .Format(1, 1, 8_000, 16));

        Assert.Equal(FourValues, recording.Samples);
        using var reader = AudioFile.Open(_folder.File("test.wav"));
        Assert.Equal(DateTimeOffset.Parse("2024-09-03T18:31:30Z", null), Assert.Single(reader.Times).Time!.Value.In(TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(1_000_000u)]
    public void A_recording_still_open_or_cut_short_is_read_to_its_end(uint statedLength)
    {
        byte[] oneAndAHalf = [.. FourSamples, 0x11];
        var recording = Read(new WavBytes().Format(1, 1, 8_000, 16).Chunk("data", oneAndAHalf, statedLength, pad: false));

        Assert.Equal(FourValues, recording.Samples);
    }

    [Fact]
    public void Rf64_takes_its_length_from_the_long_size_chunk()
    {
        byte[] sizes = [.. new byte[8], .. BitConverter.GetBytes(8L), .. new byte[12]];
        var recording = Read(new WavBytes("RF64").Chunk("ds64", sizes).Format(1, 1, 8_000, 16)
            .Chunk("data", FourSamples, uint.MaxValue).Chunk("LIST", [0, 0, 0, 0]));

        Assert.Equal(FourValues, recording.Samples);
    }

    [Fact]
    public void Samples_that_are_no_numbers_are_silence()
    {
        byte[] data = [.. BitConverter.GetBytes(float.NaN), .. BitConverter.GetBytes(float.PositiveInfinity), .. BitConverter.GetBytes(0.5f)];
        var recording = Read(new WavBytes().Format(3, 1, 8_000, 32).Chunk("data", data));

        Assert.Equal([0, 0, 0.5f], recording.Samples);
    }

    [Fact]
    public void Faults_name_the_file_and_say_what_is_wrong()
    {
        AssertRefused("cut off before its format", new WavBytes());
        AssertRefused("no 'data' chunk", new WavBytes().Format(1, 1, 8_000, 16));
        AssertRefused("holds no samples", new WavBytes().Format(1, 1, 8_000, 16).Chunk("data", []));
        AssertRefused("holds no samples", new WavBytes().Format(1, 2, 8_000, 16).Chunk("data", [1, 2, 3], 116, pad: false));
        AssertRefused("holds no samples", new WavBytes().Format(1, 1, 8_000, 16).Chunk("data", []).Chunk("LIST", [0, 0]));
        AssertRefused("0 channels at 8,000 Hz", new WavBytes().Format(1, 0, 8_000, 16).Chunk("data", FourSamples));
        AssertRefused("1 channels at 2,000,000,000 Hz", new WavBytes().Format(1, 1, 2_000_000_000, 8).Chunk("data", FourSamples));
        AssertRefused("1000 channels at 8,000 Hz", new WavBytes().Format(1, 1_000, 8_000, 8).Chunk("data", new byte[2_000]));
        AssertRefused("1 channels at 0 Hz", new WavBytes().Format(1, 1, 0, 16).Chunk("data", FourSamples));
        AssertRefused("format 1 with 48 bits, 2 channels and 12 bytes a frame", new WavBytes().Format(1, 2, 8_000, 48).Chunk("data", new byte[24]));
        AssertRefused("format 3 with 16 bits", new WavBytes().Format(3, 1, 8_000, 16).Chunk("data", FourSamples));
        AssertRefused("format chunk has 4 bytes", new WavBytes().Chunk("fmt ", [1, 0, 1, 0]).Chunk("data", FourSamples));
    }

    [Fact]
    public void Any_damage_gives_samples_or_a_clear_error()
    {
        var sound = new WavBytes().Chunk("LIST", new byte[7]).Format(1, 2, 44_100, 24).Chunk("data", new byte[60]).Chunk("guan", new byte[9]).ToArray();
        var damage = Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Byte);
        Gen.Select(damage.List[1, 6], Gen.Int[0, sound.Length]).Sample(
            (changes, length) =>
            {
                var bytes = sound.ToArray();
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                using var folder = new TempFolder();
                var path = folder.File("damaged.wav");
                File.WriteAllBytes(path, bytes[..length]);
                try
                {
                    Assert.True(Array.TrueForAll(AudioFile.ReadMono(path).Samples, float.IsFinite));
                }
                catch (AudioException refused)
                {
                    Assert.Contains(path, refused.Message, StringComparison.Ordinal);
                }
            },
            iter: 500);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_writer_writes_comes_back(bool isFloat)
    {
        var path = _folder.File("written.wav");
        float[] samples = isFloat ? [0.1f, -0.2f, 1.5f, 0] : [0.5f, -1, 2, 1 / 32_768f];
        using (var writer = new WavWriter(path, 22_050, channels: 2, isFloat))
        {
            writer.Write(samples.AsSpan(0, 2));
            writer.Write(samples.AsSpan(2));
        }

        using var reader = AudioFile.Open(path);
        var read = new float[6];
        Assert.Equal(2, reader.Frames);
        Assert.Equal(2, reader.Read(read));
        Assert.Equal(0, reader.Read(read.AsSpan(4)));
        Assert.Equal(isFloat ? samples : [0.5f, -1, 32_767 / 32_768f, 1 / 32_768f], read[..4]);
        Assert.Equal((22_050, 2), (reader.SampleRate, reader.Channels));
    }

    private MonoRecording Read(WavBytes wav)
    {
        var path = _folder.File("test.wav");
        File.WriteAllBytes(path, wav.ToArray());
        return AudioFile.ReadMono(path);
    }

    private void AssertRefused(string fault, WavBytes wav)
    {
        var refused = Assert.Throws<AudioException>(() => Read(wav));
        Assert.Contains(_folder.File("test.wav"), refused.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }
}
