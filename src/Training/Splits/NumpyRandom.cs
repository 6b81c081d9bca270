namespace AvianVox.Training.Splits;

/// <summary>NumPy's legacy generator, numpy.random.RandomState: the same seed gives the same numbers, to the bit.</summary>
/// <remarks>
/// Matsumoto and Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
/// generator" (1998), seeded from one 32-bit number as they published in 2002. Whole numbers below a bound are drawn by
/// masking and rejection, so a draw may use up more than one output. Not thread-safe.
/// </remarks>
internal sealed class NumpyRandom
{
    private const int Length = 624;
    private const int Offset = 397;
    private const uint UpperBit = 0x80000000;
    private const uint LowerBits = 0x7fffffff;
    private const uint Twist = 0x9908b0df;

    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    /// <summary>Starts as RandomState(seed), or as the global generator after numpy.random.seed(seed).</summary>
    /// <param name="seed">Seed.</param>
    public NumpyRandom(uint seed)
    {
        for (var i = 0; i < Length; i++)
        {
            _state[i] = seed;
            seed = unchecked((1812433253u * (seed ^ (seed >> 30))) + (uint)i + 1);
        }
    }

    /// <summary>The generator's own output: 32 bits, all values equally likely.</summary>
    public uint NextUInt32()
    {
        if (_next == Length)
        {
            Refill();
        }

        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    /// <summary>random_sample(): at least 0, below 1, 53 bits of two outputs.</summary>
    public double NextDouble()
    {
        var high = NextUInt32() >> 5;
        var low = NextUInt32() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>uniform(low, high).</summary>
    /// <param name="low">Lower bound, inclusive.</param>
    /// <param name="high">Upper bound, exclusive but for rounding. May be below <paramref name="low"/>, as NumPy allows.</param>
    public double Uniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>A whole number from 0 to a bound, the bound included. A bound of 0 uses up no output.</summary>
    /// <param name="highest">The bound.</param>
    public ulong Interval(ulong highest)
    {
        if (highest == 0)
        {
            return 0;
        }

        var mask = ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(highest);
        ulong value;
        do
        {
            // Evaluated from left to right: the first output is the upper half.
            value = (highest <= uint.MaxValue ? NextUInt32() : ((ulong)NextUInt32() << 32) | NextUInt32()) & mask;
        }
        while (value > highest);
        return value;
    }

    /// <summary>randint(low, high).</summary>
    /// <param name="low">Lower bound, inclusive.</param>
    /// <param name="high">Upper bound, exclusive. Must be above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds hold no number.</exception>
    public long Integer(long low, long high)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(low, high);
        return unchecked(low + (long)Interval((ulong)high - (ulong)low - 1));
    }

    /// <summary>shuffle(x).</summary>
    /// <param name="values">What is shuffled in place.</param>
    /// <typeparam name="T">Anything.</typeparam>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = (int)Interval((ulong)i);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>permutation(n): 0 to n - 1 in a random order.</summary>
    /// <param name="count">How many.</param>
    public int[] Permutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        Shuffle<int>(order);
        return order;
    }

    /// <summary>permutation(x), and choice(x, size, replace=False), which is its beginning.</summary>
    /// <param name="values">What is copied and shuffled.</param>
    public int[] Permutation(IReadOnlyCollection<int> values)
    {
        int[] order = [.. values];
        Shuffle<int>(order);
        return order;
    }

    private void Refill()
    {
        for (var i = 0; i < Length; i++)
        {
            var y = (_state[i] & UpperBit) | (_state[(i + 1) % Length] & LowerBits);
            _state[i] = _state[(i + Offset) % Length] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : Twist);
        }

        _next = 0;
    }
}
