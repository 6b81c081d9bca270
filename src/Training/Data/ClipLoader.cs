using System.Buffers;
using AvianVox.Audio;
using AvianVox.Dsp.Features;
using AvianVox.Training.Sounds;

namespace AvianVox.Training.Data;

/// <summary>Brings recordings into memory at the front end's sample rate.</summary>
internal static class ClipLoader
{
    /// <summary>Most of a recording that is kept in memory, in seconds: half an hour. Files may be as long as a card is large.</summary>
    private const int MostSeconds = 1_800;

    /// <summary>Loads recordings on all cores, each file once. One that cannot be decoded is left out with a warning.</summary>
    /// <param name="recordings">What to load.</param>
    /// <param name="spec">Front end: its sample rate, and the length of the window that short clips are looped to.</param>
    /// <param name="warn">Receives one line per recording left out or cut; called by one thread at a time.</param>
    /// <param name="stop">Ends loading.</param>
    /// <param name="step">Receives the number of files read so far, of all; called by several threads. Null for nobody.</param>
    /// <returns>The clips, in the order of the recordings.</returns>
    public static IReadOnlyList<Clip> Load(
        IReadOnlyList<Recording> recordings, FeatureSpec spec, Action<string> warn, CancellationToken stop, Action<int, int>? step = null)
    {
        var clips = new Clip?[recordings.Count];
        var files = recordings.Index().GroupBy(r => r.Item.Path, StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        var faults = new string?[files.Length];
        var done = 0;
        AllCores.For(files.Length, i =>
        {
            try
            {
                var (read, wasCut) = ReadFile([.. files[i].Select(f => f.Item)], spec, stop);
                for (var k = 0; k < read.Count; k++)
                {
                    clips[files[i][k].Index] = read[k];
                }

                faults[i] = wasCut ? $"{files[i][0].Item.Path} is longer than {MostSeconds / 60} minutes; the rest is left out" : null;
            }
            catch (AudioException fault)
            {
                faults[i] = $"{fault.Message.TrimEnd('.')}; left out";
            }

            step?.Invoke(Interlocked.Increment(ref done), files.Length);
        }, stop);
        foreach (var fault in faults.OfType<string>())
        {
            warn(fault);
        }

        return [.. clips.OfType<Clip>()];
    }

    /// <summary>Loads recordings and brings those together that sound the same, under whatever names.</summary>
    /// <param name="recordings">What to load.</param>
    /// <param name="spec">Front end.</param>
    /// <param name="warn">Receives one line per recording left out or cut, and on sounds that are there more than once.</param>
    /// <param name="stop">Ends loading.</param>
    /// <param name="step">Receives the number of files read so far, of all; called by several threads. Null for nobody.</param>
    /// <returns>The clips, in the order of the recordings; groups hold all files of one sound.</returns>
    public static IReadOnlyList<Clip> LoadGrouped(
        IReadOnlyList<Recording> recordings, FeatureSpec spec, Action<string> warn, CancellationToken stop, Action<int, int>? step = null)
    {
        var clips = Load(recordings, spec, warn, stop, step);
        var grouped = SoundGroups.Join([.. clips.Select(c => c.Recording)], [.. clips.Select(c => c.Identity)], warn);
        return [.. clips.Zip(grouped, (clip, recording) => clip with { Recording = recording })];
    }

    /// <summary>Decodes a whole recording, however long.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="rate">Sample rate wanted, in Hz.</param>
    /// <param name="stop">Ends reading.</param>
    /// <returns>Mono; at least one sample.</returns>
    /// <exception cref="AudioException">It cannot be decoded, or is too long for the memory of one array.</exception>
    public static float[] Decode(string path, int rate, CancellationToken stop)
    {
        var samples = new ArrayBufferWriter<float>();
        SoundBlocks.Read(
            path,
            rate,
            block =>
            {
                if (samples.WrittenCount > Array.MaxLength / 4)
                {
                    throw new AudioException($"{path} is too long to be held in memory; cut it into shorter recordings.");
                }

                samples.Write(block);
            },
            null,
            stop);
        return samples.WrittenSpan.ToArray();
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

    /// <summary>
    /// Reads what recordings take out of one file. A stretch shorter than a window is widened to one, so that what is heard around it is
    /// what was around it.
    /// </summary>
    private static (IReadOnlyList<Clip> Clips, bool WasCut) ReadFile(
        IReadOnlyList<Recording> parts, FeatureSpec spec, CancellationToken stop)
    {
        var most = (long)MostSeconds * spec.SampleRate;
        var ranges = parts.Select(p => p.Stretch is { } stretch ? Range(stretch, spec) : (First: 0L, End: most)).ToArray();
        var kept = Array.ConvertAll(ranges, _ => new ArrayBufferWriter<float>());
        using var meter = new SoundMeter();
        var at = 0L;
        SoundBlocks.Read(
            parts[0].Path,
            spec.SampleRate,
            samples =>
            {
                for (var i = 0; i < ranges.Length; i++)
                {
                    var (first, end) = (Math.Max(ranges[i].First, at), Math.Min(ranges[i].End, at + samples.Length));
                    if (first < end)
                    {
                        kept[i].Write(samples.Slice((int)(first - at), (int)(end - first)));
                    }
                }

                at += samples.Length;
            },
            meter,
            stop);
        var identity = meter.Identity();
        var clips = new List<Clip>();
        foreach (var (i, part) in parts.Index())
        {
            if (kept[i].WrittenCount == 0)
            {
                throw new AudioException(FormattableString.Invariant(
                    $"{part.Path} ends at {identity.Seconds:0.0} s, before the stretch from {part.Stretch!.Value.From:0.0} s on"));
            }

            var own = part.Stretch is { } stretch
                ? Math.Clamp((int)((stretch.To - stretch.From) * spec.SampleRate), 1, kept[i].WrittenCount)
                : kept[i].WrittenCount;
            clips.Add(new Clip(part, Loop(kept[i].WrittenSpan.ToArray(), spec.WindowSamples), own) { Identity = identity });
        }

        return (clips, at > most && parts.Any(p => p.Stretch is null));
    }

    private static (long First, long End) Range(Stretch stretch, FeatureSpec spec)
    {
        var (first, end) = ((long)(stretch.From * spec.SampleRate), (long)(stretch.To * spec.SampleRate));
        var missing = Math.Max(0, spec.WindowSamples - (end - first));
        first = Math.Max(0, first - (missing / 2));
        return (first, Math.Max(end, first + spec.WindowSamples));
    }
}
