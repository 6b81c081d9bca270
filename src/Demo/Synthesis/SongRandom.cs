namespace AvianVox.Demo.Synthesis;

/// <summary>
/// A small generator of its own, so that a seed gives the same soundscape with every version of the runtime.
/// </summary>
/// <remarks>SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
/// <param name="seed">Any value; near seeds give unrelated sequences.</param>
public sealed class SongRandom(ulong seed)
{
    /// <summary>The golden ratio in 64 bits: the step of the counter.</summary>
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>A generator for one part of a whole, so that parts can be made in any order.</summary>
    /// <param name="seed">Seed of the whole.</param>
    /// <param name="part">Number of the part.</param>
    /// <param name="index">Number within the part.</param>
    public static SongRandom For(ulong seed, ulong part, long index) =>
        new(Mix(seed + (Step * (part + 1))) ^ Mix((ulong)index + Step));

    /// <summary>Next 64 bits.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>Uniform, 0 inclusive to 1 exclusive.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform between two values.</summary>
    public double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>Uniform, -1 to 1: white noise of power 1/3.</summary>
    public double Noise() => (2 * Unit()) - 1;

    /// <summary>A value off by at most a fraction of itself.</summary>
    public double Vary(double value, double fraction) => value * (1 + (fraction * Noise()));

    /// <summary>Uniform whole number, 0 to <paramref name="count"/> - 1.</summary>
    public int Index(int count) => (int)(Unit() * count);

    /// <summary>Puts a list in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Index(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
