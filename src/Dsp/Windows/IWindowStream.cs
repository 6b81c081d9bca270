using System.Diagnostics.CodeAnalysis;

namespace AvianVox.Dsp.Windows;

/// <summary>
/// Turns samples at a model's rate, in blocks of any size, into that model's windows: features, or the samples themselves. Allocates
/// nothing after construction; one thread at a time.
/// </summary>
/// <remarks>
/// Window i begins i * <see cref="StrideSamples"/> samples behind the last reset. The same samples give the same bits, whatever the blocks.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of windows, in the field's own word; no System.IO.Stream is meant.")]
public interface IWindowStream
{
    /// <summary>The model's rate, in Hz.</summary>
    int SampleRate { get; }

    /// <summary>Values in a window: the length of the model's input.</summary>
    int WindowValues { get; }

    /// <summary>Samples a window covers.</summary>
    int WindowSamples { get; }

    /// <summary>Samples between the begins of two windows; 1 to <see cref="WindowSamples"/>.</summary>
    int StrideSamples { get; }

    /// <summary>Forgets all samples and starts anew; to be called wherever samples are missing.</summary>
    /// <param name="firstSample">Position of the next sample.</param>
    void Reset(long firstSample);

    /// <summary>Takes samples and yields every window that they complete.</summary>
    /// <param name="samples">Any number, following on those before.</param>
    /// <param name="sink">Called once per window, in order.</param>
    void Push(ReadOnlySpan<float> samples, IWindowSink sink);
}
