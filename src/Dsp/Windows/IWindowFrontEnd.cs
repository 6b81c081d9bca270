namespace AvianVox.Dsp.Windows;

/// <summary>
/// What turns the samples of one source, at whatever rate, into one model's windows. The same front end serves station, archives and
/// workshop. Allocates nothing after construction; one thread at a time.
/// </summary>
/// <remarks>
/// Samples are written, and then windows are taken until there is none: a caller that has no room for a window may let time pass in
/// between. The same samples give the same bits, whatever the blocks, and the same as the whole recording at once.
/// </remarks>
public interface IWindowFrontEnd
{
    /// <summary>Rate of the samples written, in Hz.</summary>
    int SourceRate { get; }

    /// <summary>Values in a window: the length of the model's input.</summary>
    int WindowValues { get; }

    /// <summary>Samples of the source that a window covers, rounded up.</summary>
    int WindowSamples { get; }

    /// <summary>Samples of the source between the begins of two windows, rounded up.</summary>
    int StrideSamples { get; }

    /// <summary>Most samples that one <see cref="Write"/> takes.</summary>
    int MaxBlock { get; }

    /// <summary>The last window that <see cref="TryAdvance"/> found; valid until the next call of any other member.</summary>
    ReadOnlySpan<float> Window { get; }

    /// <summary>Forgets all samples and starts anew; to be called before the first sample and wherever samples are missing.</summary>
    /// <param name="position">Position of the next sample, at the source's rate; 0 or more.</param>
    void Reset(long position);

    /// <summary>Takes samples. To be called once <see cref="TryAdvance"/> has found no more.</summary>
    /// <param name="samples">At most <see cref="MaxBlock"/>, following on those before.</param>
    /// <exception cref="ArgumentException">They are more.</exception>
    /// <exception cref="InvalidOperationException">Windows of the samples before are not taken yet, or the recording has ended.</exception>
    void Write(ReadOnlySpan<float> samples);

    /// <summary>
    /// Says that a recording ends behind the samples written: the recording from its
    /// beginning fills one more window where there are samples that none covers yet (<see cref="RecordingTail"/>), so
    /// that all of it is heard, even one shorter than a window. A <see cref="Reset"/> must follow before more is written.
    /// </summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Write"/>.</exception>
    void Finish();

    /// <summary>Goes on to the next window that is complete.</summary>
    /// <param name="span">Which samples it is made of.</param>
    /// <returns>False when it needs more samples.</returns>
    bool TryAdvance(out WindowSpan span);
}
