using AvianVox.Audio;
using AvianVox.Audio.Files;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Resampling;

namespace AvianVox.Training.Data;

/// <summary>Brings recordings into memory at the front end's sample rate.</summary>
internal static class ClipLoader
{
    /// <summary>Samples resampled at a time.</summary>
    private const int Block = 16_384;

    /// <summary>Loads recordings on all cores. One that cannot be decoded is left out with a warning.</summary>
    /// <param name="recordings">What to load.</param>
    /// <param name="spec">Front end: its sample rate, and the length of the window that short clips are looped to.</param>
    /// <param name="warn">Receives one line per recording left out; called by one thread at a time.</param>
    /// <param name="stop">Ends loading.</param>
    /// <returns>The clips, in the order of the recordings.</returns>
    public static IReadOnlyList<Clip> Load(
        IReadOnlyList<Recording> recordings, FeatureSpec spec, Action<string> warn, CancellationToken stop)
    {
        var clips = new Clip?[recordings.Count];
        var faults = new string?[recordings.Count];
        Parallel.For(0, recordings.Count, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                var samples = Decode(recordings[i].Path, spec.SampleRate);
                clips[i] = new Clip(recordings[i], Loop(samples, spec.WindowSamples), samples.Length);
            }
            catch (AudioException fault)
            {
                faults[i] = $"{fault.Message.TrimEnd('.')}; left out";
            }
        });
        foreach (var fault in faults)
        {
            if (fault is not null)
            {
                warn(fault);
            }
        }

        return [.. clips.OfType<Clip>()];
    }

    /// <summary>Decodes a whole recording.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="rate">Sample rate wanted, in Hz.</param>
    /// <returns>Mono; at least one sample.</returns>
    /// <exception cref="AudioException">It cannot be decoded, or holds no samples.</exception>
    public static float[] Decode(string path, int rate)
    {
        var mono = AudioFile.ReadMono(path);
        return mono.Samples.Length > 0 ? Resample(mono, rate) : throw new AudioException($"{path} holds no samples.");
    }

    /// <summary>
    /// Repeats a short clip until it fills a length. Zeros would tell the classifier how long the clip was, and with that its
    /// class.
    /// </summary>
    /// <param name="samples">At least one sample.</param>
    /// <param name="length">Samples wanted at least.</param>
    /// <returns>The same array where it is long enough, else one of exactly that length.</returns>
    internal static float[] Loop(float[] samples, int length)
    {
        if (samples.Length >= length)
        {
            return samples;
        }

        var looped = new float[length];
        for (var at = 0; at < length; at += samples.Length)
        {
            samples.AsSpan(0, Math.Min(samples.Length, length - at)).CopyTo(looped.AsSpan(at));
        }

        return looped;
    }

    private static float[] Resample(MonoRecording mono, int rate)
    {
        if (mono.SampleRate == rate)
        {
            return mono.Samples;
        }

        var resampler = new StreamingResampler(mono.SampleRate, rate);
        var output = new float[resampler.MaxOutput(mono.Samples.Length) + resampler.MaxOutput(Block)];
        var count = 0;
        for (var at = 0; at < mono.Samples.Length; at += Block)
        {
            count += resampler.Process(mono.Samples.AsSpan(at, Math.Min(Block, mono.Samples.Length - at)), output.AsSpan(count));
        }

        count += resampler.Flush(output.AsSpan(count));
        return output[..count];
    }
}
