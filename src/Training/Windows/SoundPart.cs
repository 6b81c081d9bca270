using AvianVox.Training.Data;

namespace AvianVox.Training.Windows;

/// <summary>One sound of a training window: a piece of a recording, or computed noise.</summary>
internal sealed record SoundPart
{
    private readonly Clip? _clip;
    private readonly int[] _places = [];
    private readonly int _length;
    private readonly double _speed = 1;
    private readonly int _seed;
    private readonly float _factor;

    private SoundPart(Clip? clip, int[] places, int length, double speed, int seed, float factor) =>
        (_clip, _places, _length, _speed, _seed, _factor) = (clip, places, length, speed, seed, factor);

    /// <summary>A piece of a recording.</summary>
    /// <param name="clip">Recording.</param>
    /// <param name="places">First samples of the pieces to choose from, at least one: the one with most energy at high
    /// frequencies is taken.</param>
    /// <param name="length">Samples of a piece.</param>
    /// <param name="speed">How fast it is played; 2 is an octave up.</param>
    public static SoundPart Recorded(Clip clip, int[] places, int length, double speed) => new(clip, places, length, speed, 0, 1);

    /// <summary>Noise as <see cref="ColouredNoise"/> makes it.</summary>
    /// <param name="seed">Decides it.</param>
    /// <param name="level">Root mean square in dB of full scale.</param>
    public static SoundPart Computed(int seed, double level) => new(null, [], 0, 1, seed, Level.Factor(level));

    /// <summary>Writes the sound.</summary>
    /// <param name="samples">Receives it, all of it.</param>
    public void WriteTo(Span<float> samples)
    {
        if (_clip is null)
        {
            ColouredNoise.Fill(samples, new Random(_seed));
            Level.Scale(samples, _factor);
            return;
        }

        var all = _clip.Samples.AsSpan();
        var (best, loudest) = (_places[0], 0f);
        for (var i = 0; _places.Length > 1 && i < _places.Length; i++)
        {
            var level = Level.DifferenceRms(all.Slice(_places[i], _length));
            (best, loudest) = level > loudest ? (_places[i], level) : (best, loudest);
        }

        Playback.At(_speed, all.Slice(best, _length), samples);
    }
}
