using AvianVox.Classification.Packages;

namespace AvianVox.Listening.Detection;

/// <summary>
/// Sees to it that no clip holds a human voice: looks at every label of a voice in every window, however many other labels
/// score higher, and blanks a span around each that reaches the threshold. Allocates nothing after construction.
/// </summary>
public sealed class PrivacyWatch
{
    private readonly string _source;

    /// <summary>Indices of the labels of human voice.</summary>
    private readonly int[] _voices;

    /// <summary>Least probability that is a voice, in the precision of the probabilities.</summary>
    private readonly float _limit;

    /// <summary>Samples before a window with a voice that are blanked too.</summary>
    private readonly long _before;
    private readonly long _after;
    private readonly IClipBlanker? _blanker;
    private readonly Action _heard;

    /// <summary>Creates the watch of one source.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="labels">The model's labels.</param>
    /// <param name="options">What is a voice, and how much is blanked.</param>
    /// <param name="sampleRate">Rate of the source in Hz.</param>
    /// <param name="blanker">Whoever keeps sound; null for nobody.</param>
    /// <param name="heard">Told of each window with a voice.</param>
    public PrivacyWatch(
        string source,
        IReadOnlyList<Label> labels,
        PrivacyOptions options,
        int sampleRate,
        IClipBlanker? blanker,
        Action heard)
    {
        _source = source;
        _voices = options.Threshold is null ? [] : [.. labels.Where(label => label.Kind == LabelKind.Human).Select(label => label.Index)];
        _limit = (float)(options.Threshold ?? 2);
        _before = (long)Math.Ceiling(options.BeforeSeconds * sampleRate);
        _after = (long)Math.Ceiling(options.AfterSeconds * sampleRate);
        _blanker = blanker;
        _heard = heard;
    }

    /// <summary>Looks at a window, before anything is made of it.</summary>
    /// <param name="firstSample">Position of its first sample.</param>
    /// <param name="length">Samples it covers.</param>
    /// <param name="probabilities">One per label.</param>
    public void Hear(long firstSample, long length, ReadOnlySpan<float> probabilities)
    {
        foreach (var voice in _voices)
        {
            if (probabilities[voice] >= _limit)
            {
                _blanker?.Blank(_source, Math.Max(0, firstSample - _before), firstSample + length + _after);
                _heard();
                return;
            }
        }
    }
}
