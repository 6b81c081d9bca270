using System.Numerics;
using System.Runtime.InteropServices;
using AvianVox.Dsp.Features;
using AvianVox.Training.Store;

namespace AvianVox.Training.Study;

/// <summary>Cuts scaled windows out of the features of a whole recording.</summary>
/// <param name="spec">Front end with its scale, layout and window.</param>
internal sealed class WindowCrop(FeatureSpec spec)
{
    private readonly (float Offset, float Factor) _mel = ((float)spec.MelMean, (float)(1 / spec.MelDeviation));
    private readonly (float Offset, float Factor) _mfcc = ((float)spec.MfccMean, (float)(1 / spec.MfccDeviation));

    /// <summary>Cuts out a window that lies within the recording.</summary>
    /// <param name="entry">Recording, at least a window long.</param>
    /// <param name="first">Its first frame.</param>
    /// <param name="window">Receives (row, frame), row-major.</param>
    public void Within(MappedEntry entry, int first, Span<float> window)
    {
        for (var row = 0; row < spec.Rows; row++)
        {
            var values = Source(entry, row, out var scale);
            Scale(values.Slice(first, spec.WindowFrames), scale, window.Slice(row * spec.WindowFrames, spec.WindowFrames));
        }
    }

    /// <summary>Puts a short recording between columns of zeros.</summary>
    /// <param name="entry">Recording, shorter than a window.</param>
    /// <param name="left">Columns of zeros before it; the rest comes behind it.</param>
    /// <param name="window">Receives (row, frame), row-major.</param>
    public void Padded(MappedEntry entry, int left, Span<float> window)
    {
        window.Clear();
        for (var row = 0; row < spec.Rows; row++)
        {
            var values = Source(entry, row, out var scale);
            Scale(values, scale, window.Slice((row * spec.WindowFrames) + left, values.Length));
        }
    }

    /// <summary>Repeats a short recording until the window is full.</summary>
    /// <param name="entry">Recording.</param>
    /// <param name="first">Frame to start with.</param>
    /// <param name="window">Receives (row, frame), row-major.</param>
    public void Looped(MappedEntry entry, int first, Span<float> window)
    {
        for (var row = 0; row < spec.Rows; row++)
        {
            var values = Source(entry, row, out var scale);
            var target = window.Slice(row * spec.WindowFrames, spec.WindowFrames);
            for (int at = 0, from = first; at < target.Length; from = 0)
            {
                var count = Math.Min(values.Length - from, target.Length - at);
                Scale(values.Slice(from, count), scale, target.Slice(at, count));
                at += count;
            }
        }
    }

    /// <summary>A row of the window, over the whole recording.</summary>
    private ReadOnlySpan<float> Source(MappedEntry entry, int row, out (float Offset, float Factor) scale)
    {
        var overwritten = spec.Layout == MfccLayout.Overwrite && row < spec.MfccCount;
        scale = overwritten || row >= spec.MelBands ? _mfcc : _mel;
        return entry.Row(overwritten ? spec.MelBands + row : row);
    }

    /// <summary>The same arithmetic as the station's windows, for the same bits: four or more values at a time, then the rest.</summary>
    private static void Scale(ReadOnlySpan<float> values, (float Offset, float Factor) by, Span<float> scaled)
    {
        var many = MemoryMarshal.Cast<float, Vector<float>>(values);
        var into = MemoryMarshal.Cast<float, Vector<float>>(scaled);
        var (offset, factor) = (new Vector<float>(by.Offset), new Vector<float>(by.Factor));
        for (var i = 0; i < many.Length; i++)
        {
            into[i] = (many[i] - offset) * factor;
        }

        for (var i = many.Length * Vector<float>.Count; i < values.Length; i++)
        {
            scaled[i] = (values[i] - by.Offset) * by.Factor;
        }
    }
}
