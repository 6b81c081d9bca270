using System.Buffers.Binary;
using System.Security.Cryptography;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Resampling;

namespace AvianVox.Training.Sounds;

/// <summary>Finds out what a recording is known by again, while it is read. One recording, one thread.</summary>
/// <remarks>
/// The sound's hash is taken of the sample rate and the mean over the channels rounded to 16 bits. So the same sound is found
/// whatever the file is called, whatever its tags say, and in WAV and FLAC alike; encoded with loss twice, it is another sound
/// by its hash, and the same by its print.
/// </remarks>
internal sealed class SoundMeter : IFrameSink, IDisposable
{
    private const int Block = 4_096;

    /// <summary>Rate that the print is taken at, in Hz: below half of it lies what every encoder keeps.</summary>
    private const int Rate = 16_000;

    /// <summary>Parts that energies are kept in at most; when they are full, neighbours are joined.</summary>
    private const int MostParts = 1_024;

    /// <summary>Energy of a band, as a share of all bands' mean, below which it says nothing: encoders leave it out.</summary>
    private const double Silence = 1e-6;

    /// <summary>Least change of the logarithm of two bands' ratio that encoding does not turn round.</summary>
    private const double LeastChange = 0.1;

    private static readonly FeatureSpec Spec = new()
    {
        SampleRate = Rate,
        FftSize = 512,
        Hop = 256,
        MelBands = SoundPrint.Bands * 3,
        LowHz = 300,
        HighHz = 7_000,
        MfccCount = 1,
        Layout = MfccLayout.None,
    };

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _bytes = new byte[Block * sizeof(short)];
    private readonly FeatureExtractor _extractor = new(Spec);
    private readonly List<float[]> _parts = [];
    private StreamingResampler? _resampler;
    private float[] _resampled = [];
    private int _rate;
    private long _samples;
    private float[] _part = new float[SoundPrint.Bands];
    private int _framesPerPart = 1;
    private int _frames;

    /// <summary>Begins.</summary>
    /// <param name="rate">Sample rate of the recording, in Hz.</param>
    public void Begin(int rate)
    {
        _rate = rate;
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, rate);
        _hash.AppendData(_bytes.AsSpan(0, sizeof(int)));
        if (rate != Rate)
        {
            _resampler = new StreamingResampler(rate, Rate);
            _resampled = new float[Math.Max(_resampler.MaxOutput(Block), _resampler.MaxFlush)];
        }
    }

    /// <summary>Takes samples.</summary>
    /// <param name="mono">Mean over the channels.</param>
    public void Add(ReadOnlySpan<float> mono)
    {
        _samples += mono.Length;
        for (; !mono.IsEmpty; mono = mono[Math.Min(Block, mono.Length)..])
        {
            var block = mono[..Math.Min(Block, mono.Length)];
            for (var i = 0; i < block.Length; i++)
            {
                var sample = Math.Clamp(MathF.Round(block[i] * 32_768f), short.MinValue, short.MaxValue);
                BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(i * sizeof(short)), (short)sample);
            }

            _hash.AppendData(_bytes.AsSpan(0, block.Length * sizeof(short)));
            _extractor.Push(_resampler is null ? block : _resampled.AsSpan(0, _resampler.Process(block, _resampled)), this);
        }
    }

    /// <summary>What the recording is known by; to be asked once, at its end.</summary>
    public SoundIdentity Identity()
    {
        if (_resampler is not null)
        {
            _extractor.Push(_resampled.AsSpan(0, _resampler.Flush(_resampled)), this);
        }

        return new SoundIdentity(Convert.ToHexStringLower(_hash.GetHashAndReset()), (double)_samples / _rate, Print());
    }

    /// <inheritdoc />
    public void OnFrame(long firstSample, FrameFeatures frame)
    {
        for (var i = 0; i < frame.Mel.Length; i++)
        {
            _part[i * SoundPrint.Bands / frame.Mel.Length] += frame.Mel[i];
        }

        if (++_frames < _framesPerPart)
        {
            return;
        }

        _parts.Add(_part);
        (_part, _frames) = (new float[SoundPrint.Bands], 0);
        if (_parts.Count == MostParts)
        {
            for (var i = 0; i < MostParts / 2; i++)
            {
                _parts[i] = [.. _parts[2 * i].Zip(_parts[(2 * i) + 1], (a, b) => a + b)];
            }

            _parts.RemoveRange(MostParts / 2, MostParts / 2);
            _framesPerPart *= 2;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    private SoundPrint Print()
    {
        var (bits, valid) = (new byte[SoundPrint.Stretches - 1], new byte[SoundPrint.Stretches - 1]);
        var floor = _parts.Count == 0 ? 1 : (_parts.Average(p => (double)p.Sum()) * Silence) + double.Epsilon;
        var before = Stretch(0);
        for (var s = 1; s < SoundPrint.Stretches; s++)
        {
            var here = Stretch(s);
            for (var b = 0; b + 1 < SoundPrint.Bands; b++)
            {
                if (here[b] > floor && here[b + 1] > floor && before[b] > floor && before[b + 1] > floor)
                {
                    var change = Math.Log(here[b] / here[b + 1] * (before[b + 1] / before[b]));
                    bits[s - 1] |= (byte)(change > 0 ? 1 << b : 0);
                    valid[s - 1] |= (byte)(Math.Abs(change) > LeastChange ? 1 << b : 0);
                }
            }

            if (here.Sum() > floor && before.Sum() > floor)
            {
                var change = Math.Log(here.Sum() / before.Sum());
                bits[s - 1] |= (byte)(change > 0 ? SoundPrint.Envelope : 0);
                valid[s - 1] |= (byte)(Math.Abs(change) > LeastChange ? SoundPrint.Envelope : 0);
            }

            before = here;
        }

        return new SoundPrint(bits, valid);
    }

    /// <summary>Mean energy per band over one of the stretches of equal length, parts at its edges shared out.</summary>
    private double[] Stretch(int index)
    {
        var energy = new double[SoundPrint.Bands];
        var (from, to) = ((double)index * _parts.Count / SoundPrint.Stretches, (index + 1.0) * _parts.Count / SoundPrint.Stretches);
        for (var part = (int)from; part < Math.Min(_parts.Count, Math.Ceiling(to)); part++)
        {
            var share = Math.Min(to, part + 1) - Math.Max(from, part);
            for (var b = 0; b < energy.Length; b++)
            {
                energy[b] += share * _parts[part][b] / Math.Max(1e-9, to - from);
            }
        }

        return energy;
    }
}
