using System.Numerics;

namespace AvianVox.Dsp.Fourier;

/// <summary>One radix-4 pass: <see cref="Groups"/> times <see cref="Stride"/> butterflies.</summary>
/// <typeparam name="T">Precision of the twiddle factors, which are computed in double.</typeparam>
internal sealed class StockhamPass<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes the pass of a sub-transform of 4 * groups points.</summary>
    /// <param name="groups">Butterflies with twiddles of their own.</param>
    /// <param name="stride">Butterflies that share their twiddles; neighbours in memory.</param>
    public StockhamPass(int groups, int stride)
    {
        Groups = groups;
        Stride = stride;
        Twiddles = new T[6 * groups];
        for (var p = 0; p < groups; p++)
        {
            for (var power = 1; power <= 3; power++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * p * power / (4 * groups));
                Twiddles[(((2 * power) - 2) * groups) + p] = T.CreateTruncating(cos);
                Twiddles[(((2 * power) - 1) * groups) + p] = T.CreateTruncating(sin);
            }
        }
    }

    /// <summary>Butterflies with twiddles of their own.</summary>
    public int Groups { get; }

    /// <summary>Butterflies that share their twiddles.</summary>
    public int Stride { get; }

    /// <summary>Six rows of <see cref="Groups"/>: real and imaginary part of w, w², w³, w = exp(-2πi p / (4 groups)).</summary>
    public T[] Twiddles { get; }
}
