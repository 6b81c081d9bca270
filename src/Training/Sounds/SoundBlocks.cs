using AvianVox.Audio;
using AvianVox.Audio.Files;
using AvianVox.Dsp.Resampling;

namespace AvianVox.Training.Sounds;

/// <summary>
/// Reads recordings from begin to end in constant memory, as one channel. What cannot be sound is refused, by the file's name.
/// </summary>
internal static class SoundBlocks
{
    /// <summary>Frames read at a time.</summary>
    private const int BlockFrames = 16_384;

    /// <summary>
    /// Largest magnitude that a recording may have, full scale being 1: 30 dB over it. What is louder was written as another kind of
    /// number than its header says.
    /// </summary>
    private const float Loudest = 32;

    /// <summary>Takes samples; they are the caller's only during the call.</summary>
    /// <param name="samples">At least one sample.</param>
    public delegate void Sink(ReadOnlySpan<float> samples);

    /// <summary>Reads a recording at its own rate.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="begin">Is told its rate in Hz and its number of channels, before the first samples.</param>
    /// <param name="sink">Receives the mean over the channels.</param>
    /// <param name="stop">Ends reading.</param>
    /// <returns>Samples read; at least 1.</returns>
    /// <exception cref="AudioException">It cannot be decoded, holds no samples, or holds what is no sound; the message names the
    /// file.</exception>
    public static long Read(string path, Action<int, int> begin, Sink sink, CancellationToken stop)
    {
        using var reader = AudioFile.Open(path);
        if (reader.SampleRate is < StreamingResampler.MinRate or > StreamingResampler.MaxRate)
        {
            throw new AudioException(
                $"{path} has a sample rate of {reader.SampleRate:N0} Hz; {StreamingResampler.MinRate:N0} to " +
                $"{StreamingResampler.MaxRate:N0} Hz can be used.");
        }

        begin(reader.SampleRate, reader.Channels);
        var block = new float[BlockFrames * reader.Channels];
        var (all, count) = (0L, 0);
        while ((count = reader.Read(block)) > 0)
        {
            stop.ThrowIfCancellationRequested();
            var mono = ChannelMix.ToMono(block.AsSpan(0, count * reader.Channels), reader.Channels);
            if (reader.NotNumbers > 0)
            {
                throw new AudioException($"{path} holds samples that are no numbers (NaN or infinite); write it anew.");
            }

            RequireScale(path, all, mono, reader.SampleRate);
            sink(mono);
            all += count;
        }

        return all > 0 ? all : throw new AudioException($"{path} holds no samples.");
    }

    /// <summary>Reads a recording at another rate.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="rate">Rate wanted, in Hz.</param>
    /// <param name="sink">Receives samples at that rate.</param>
    /// <param name="meter">Takes the samples as they are in the file, to know them again; null for none.</param>
    /// <param name="stop">Ends reading.</param>
    /// <returns>Samples given out; at least 1.</returns>
    /// <exception cref="AudioException">As for <see cref="Read(string, Action{int, int}, Sink, CancellationToken)"/>.</exception>
    public static long Read(string path, int rate, Sink sink, SoundMeter? meter, CancellationToken stop)
    {
        StreamingResampler? resampler = null;
        var output = Array.Empty<float>();
        var given = 0L;
        void Give(ReadOnlySpan<float> samples)
        {
            if (!samples.IsEmpty)
            {
                given += samples.Length;
                sink(samples);
            }
        }

        Read(
            path,
            (own, _) =>
            {
                meter?.Begin(own);
                if (own != rate)
                {
                    resampler = new StreamingResampler(own, rate);
                    output = new float[Math.Max(resampler.MaxOutput(BlockFrames), resampler.MaxFlush)];
                }
            },
            mono =>
            {
                meter?.Add(mono);
                Give(resampler is null ? mono : output.AsSpan(0, resampler.Process(mono, output)));
            },
            stop);
        if (resampler is not null)
        {
            Give(output.AsSpan(0, resampler.Flush(output)));
        }

        return given > 0 ? given : throw new AudioException($"{path} holds no samples.");
    }

    private static void RequireScale(string path, long before, ReadOnlySpan<float> samples, int rate)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (Math.Abs(samples[i]) > Loudest)
            {
                throw new AudioException(FormattableString.Invariant(
                    $"{path} has a sample of {samples[i]:g3} at {(before + i) / (double)rate:0.00} s, where full scale is 1: its numbers are not what its header says. Write it anew, as 16-bit WAV for example."));
            }
        }
    }
}
