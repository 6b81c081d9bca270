using System.Globalization;
using AvianVox.Audio.Times;
using NAudio.Wave;

namespace AvianVox.Audio.Files;

/// <summary>
/// Hands the samples of a WAV file, its header repaired, to NAudio, which makes floats of them; nothing native is needed.
/// </summary>
internal sealed class WavReader : IAudioReader
{
    private readonly PartsStream _stream;
    private readonly ISampleProvider _samples;
    private readonly WavLayout _layout;
    private readonly string _path;
    private readonly List<string> _notes;
    private bool _hasEnded;

    /// <summary>Takes over an open file.</summary>
    /// <param name="file">The file; disposed with the reader.</param>
    /// <param name="layout">What it holds; bare numbers.</param>
    /// <param name="path">Named in errors.</param>
    public WavReader(FileStream file, WavLayout layout, string path)
    {
        _layout = layout;
        _path = path;
        _notes = [.. layout.Repairs];
        _stream = new PartsStream(file, layout.Parts, layout.Format.BlockAlign);
        var raw = new RawSourceWaveStream(_stream, layout.Format);
        IWaveProvider linear = layout.Format.Encoding is WaveFormatEncoding.ALaw or WaveFormatEncoding.MuLaw ? new G711WaveProvider(raw)
            : raw;
        _samples = linear.ToSampleProvider();
        Frames = layout.Parts.All(part => part.Vouched == part.Length) ? _stream.Length / layout.Format.BlockAlign : null;
    }

    /// <inheritdoc />
    public int SampleRate => _layout.Format.SampleRate;

    /// <inheritdoc />
    public int Channels => _layout.Format.Channels;

    /// <inheritdoc />
    public long? Frames { get; }

    /// <inheritdoc />
    public IReadOnlyList<ToldTime> Times => _layout.Times;

    /// <inheritdoc />
    public IReadOnlyList<string> Notes => _notes;

    /// <inheritdoc />
    public string Encoding => (_layout.Format.Encoding, _layout.Format.BitsPerSample) switch
    {
        (WaveFormatEncoding.IeeeFloat, 32) => "WAV, 32-bit float",
        (WaveFormatEncoding.IeeeFloat, _) => "WAV, 64-bit float",
        (WaveFormatEncoding.ALaw, _) => "WAV, A-law",
        (WaveFormatEncoding.MuLaw, _) => "WAV, mu-law",
        _ => $"WAV, {_layout.BitsPerSample}-bit",
    };

    /// <inheritdoc />
    public long NotNumbers { get; private set; }

    /// <inheritdoc />
    public int Read(Span<float> interleaved)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interleaved.Length, Channels);
        var whole = interleaved[..(interleaved.Length / Channels * Channels)];
        int count;
        try
        {
            count = _samples.Read(whole);
        }
        catch (IOException fault)
        {
            throw new AudioException($"{_path} cannot be read: {fault.Message}", fault);
        }

        foreach (ref var sample in whole[..count])
        {
            // One NaN would spoil every window that touches it, so samples that are no numbers count as silence.
            if (!float.IsFinite(sample))
            {
                sample = 0;
                NotNumbers++;
            }
        }

        var frames = count / Channels;
        if (frames == 0 && !_hasEnded)
        {
            _hasEnded = true;
            TellEnd();
        }

        return frames;
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private void TellEnd()
    {
        if (_stream.LeftOut >= _layout.Format.BlockAlign)
        {
            _notes.Add($"{Seconds(_stream.LeftOut)} of zeros at its end, which no header vouches for, are left out");
        }

        if (_stream.Grown > 0)
        {
            _notes.Add($"it grew by {Seconds(_stream.Grown)} while it was read; what is written later is not heard");
        }

        if (_stream.Lost > 0)
        {
            throw new AudioException($"{_path} became shorter while it was read: {Seconds(_stream.Lost)} are missing.");
        }
    }

    private string Seconds(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / _layout.Format.BlockAlign / SampleRate:0.##} s");
}
