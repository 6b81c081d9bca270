using System.Buffers.Binary;
using AvianVox.Audio.Files;
using AvianVox.Dsp.Resampling;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>A recording put together from others over faint noise, so that a test knows what calls when.</summary>
internal sealed class Collage
{
    /// <summary>Rate in Hz: that of the virtual microphone.</summary>
    public const int Rate = 48_000;

    private readonly float[] _samples;

    /// <summary>Creates faint noise, 60 dB below full scale.</summary>
    /// <param name="seconds">Length.</param>
    public Collage(double seconds)
    {
        _samples = new float[(int)(seconds * Rate)];
        var random = new Random(1);
        for (var i = 0; i < _samples.Length; i++)
        {
            _samples[i] = (random.NextSingle() - 0.5f) * 2e-3f;
        }
    }

    /// <summary>Adds a recording, or its beginning.</summary>
    /// <param name="path">Recording of any rate.</param>
    /// <param name="at">Second it begins at.</param>
    /// <param name="atMost">Most seconds of it.</param>
    public void Add(string path, double at, double atMost)
    {
        var recording = AudioFile.ReadMono(path);
        var resampler = new StreamingResampler(recording.SampleRate, Rate);
        var resampled = new float[resampler.MaxOutput(recording.Samples.Length) + resampler.MaxFlush];
        var count = resampler.Process(recording.Samples, resampled);
        count += resampler.Flush(resampled.AsSpan(count));
        var first = (int)(at * Rate);
        count = Math.Min(Math.Min(count, (int)(atMost * Rate)), _samples.Length - first);
        for (var i = 0; i < count; i++)
        {
            _samples[first + i] = Math.Clamp(_samples[first + i] + resampled[i], -1, 1);
        }
    }

    /// <summary>Writes it as 16-bit WAV.</summary>
    /// <param name="path">Where to.</param>
    public void Write(string path)
    {
        using var writer = new WavWriter(path, Rate);
        writer.Write(_samples);
    }

    /// <summary>The samples, full scale 1.</summary>
    public float[] Samples => _samples;

    /// <summary>The samples as raw little-endian 16-bit integers, for standard input.</summary>
    public byte[] Raw()
    {
        var bytes = new byte[_samples.Length * sizeof(short)];
        for (var i = 0; i < _samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * sizeof(short)), (short)(_samples[i] * short.MaxValue));
        }

        return bytes;
    }
}
