using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;

namespace AvianVox.Training.Windows;

/// <summary>Cuts the same few windows out of every recording, without variation: what validation and checks look at.</summary>
internal static class FixedWindows
{
    /// <summary>Cuts windows evenly spaced from the first sample to the last.</summary>
    /// <param name="clips">Recordings of classes that have a label.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="spec">Front end.</param>
    /// <param name="perClip">Windows per recording at most; fewer where they would overlap by more than half.</param>
    /// <returns>The windows; null when there are no recordings.</returns>
    public static WindowBatch? Cut(IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, FeatureSpec spec, int perClip)
    {
        var index = labels.ToDictionary(l => l.ScientificName, l => l.Index, StringComparer.Ordinal);
        var stream = new WindowStream(spec, 1);
        var sink = new LastWindow();
        var windows = new List<float[]>();
        var right = new List<int>();
        foreach (var clip in clips)
        {
            var spare = clip.Samples.Length - spec.WindowSamples;
            var count = Math.Min(perClip, 1 + (2 * spare / spec.WindowSamples));
            for (var i = 0; i < count; i++)
            {
                stream.Reset(0);
                stream.Push(clip.Samples.AsSpan(count == 1 ? spare / 2 : (int)((long)spare * i / (count - 1)), spec.WindowSamples), sink);
                windows.Add(sink.Window.ToArray());
                right.Add(index[clip.Recording.Class.ScientificName]);
            }
        }

        if (windows.Count == 0)
        {
            return null;
        }

        var batch = WindowBatch.Empty(windows.Count, spec.WindowValues, labels.Count);
        for (var i = 0; i < windows.Count; i++)
        {
            windows[i].CopyTo(batch.Window(i));
            batch.Target(i)[right[i]] = 1;
        }

        return batch;
    }
}
