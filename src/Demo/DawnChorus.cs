using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo;

/// <summary>
/// A dawn chorus that goes on for ever, made by calculation alone: songs after real ones, over wind and pink noise.
/// The same seed gives the same samples at the same positions, whatever is read before and in whatever blocks.
/// Not safe for two threads at once.
/// </summary>
/// <param name="seed">Chooses among chorus and chorus.</param>
public sealed class DawnChorus(ulong seed)
{
    /// <summary>Samples a second, in Hz; mono.</summary>
    public const int SampleRate = 48_000;

    private readonly Background _background = new(seed);

    /// <summary>Sound of every solo that the second at hand contains, by its beginning: no two begin at once.</summary>
    private readonly Dictionary<long, float[]> _sounding = [];

    /// <summary>The second at hand.</summary>
    private readonly float[] _second = new float[SampleRate];

    /// <summary>Number of the second at hand; -1 for none.</summary>
    private long _index = -1;

    /// <summary>Who sings when.</summary>
    public Programme Programme { get; } = new(seed);

    /// <summary>Makes samples, full scale -1 to 1.</summary>
    /// <param name="position">Position of the first; 0 or more.</param>
    /// <param name="destination">Receives them, all of it.</param>
    public void Read(long position, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        while (!destination.IsEmpty)
        {
            var index = position / SampleRate;
            if (index != _index)
            {
                Make(index);
            }

            var rest = _second.AsSpan((int)(position % SampleRate));
            var count = Math.Min(rest.Length, destination.Length);
            rest[..count].CopyTo(destination);
            destination = destination[count..];
            position += count;
        }
    }

    private void Make(long index)
    {
        var from = index * SampleRate;
        var second = _second.AsSpan();
        second.Clear();
        _background.Add(index, second);
        var solos = Programme.Between(from, from + SampleRate).ToList();
        foreach (var gone in _sounding.Keys.Except(solos.Select(solo => solo.Begin)).ToList())
        {
            _sounding.Remove(gone);
        }

        foreach (var solo in solos)
        {
            if (!_sounding.TryGetValue(solo.Begin, out var samples))
            {
                _sounding[solo.Begin] = samples = solo.Render();
            }

            var offset = solo.Begin - from;
            var first = (int)Math.Max(0, offset);
            var behind = (int)Math.Min(SampleRate, offset + samples.Length);
            for (var i = first; i < behind; i++)
            {
                second[i] += samples[i - offset];
            }
        }

        _index = index;
    }
}
