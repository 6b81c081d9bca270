using AvianVox.Dsp.Simd;

namespace AvianVox.Dsp.Mel;

/// <summary>Sums power spectrum bins into mel bands. Allocates nothing after construction; threads may share it.</summary>
/// <remarks>
/// Triangular bands, each normalised to unit area in Hz, as librosa.filters.mel(norm="slaney"). Of the dense matrix
/// only each band's own run of bins is kept: 2,018 weights of 131,200 at the defaults.
/// </remarks>
public sealed class MelFilterBank
{
    /// <summary>Band edges in Hz: band b rises from edge b to b + 1 and falls to b + 2.</summary>
    private readonly double[] _edges;

    /// <summary>First bin of each band.</summary>
    private readonly int[] _firstBin;

    /// <summary>Bins of each band, before padding.</summary>
    private readonly int[] _binCount;

    /// <summary>Where each band's weights start, and one entry for the end; all whole numbers of vectors.</summary>
    private readonly int[] _offset;

    /// <summary>The weights of all bands in a row, each padded with zeros to whole vectors.</summary>
    private readonly float[] _weights;

    /// <summary>Plans a bank.</summary>
    /// <param name="sampleRate">In Hz; above 0.</param>
    /// <param name="fftSize">Length of the FFT whose power is summed; at least 2.</param>
    /// <param name="bands">Number of bands; at least 1.</param>
    /// <param name="lowHz">Lower edge of the lowest band, in Hz; 0 or more.</param>
    /// <param name="highHz">Upper edge of the highest band, in Hz; above <paramref name="lowHz"/>.</param>
    public MelFilterBank(int sampleRate, int fftSize, int bands, double lowHz, double highHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fftSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(lowHz);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(highHz, lowHz);
        BandCount = bands;
        BinCount = (fftSize / 2) + 1;
        PaddedBinCount = BinCount + DotProduct.PaddedLength(1);
        var (low, high) = (MelScale.FromHertz(lowHz), MelScale.FromHertz(highHz));
        _edges = [.. Enumerable.Range(0, bands + 2).Select(i => MelScale.ToHertz(low + ((high - low) * i / (bands + 1))))];
        _firstBin = new int[bands];
        _binCount = new int[bands];
        _offset = new int[bands + 1];
        var weights = new List<float>();
        for (var band = 0; band < bands; band++)
        {
            AddBand(band, (double)sampleRate / fftSize, weights);
        }

        _weights = [.. weights];
    }

    /// <summary>Number of bands.</summary>
    public int BandCount { get; }

    /// <summary>Number of FFT bins: FftSize / 2 + 1.</summary>
    public int BinCount { get; }

    /// <summary>Length of the power buffer: whole vectors may be read behind the last bin; their weight is 0.</summary>
    internal int PaddedBinCount { get; }

    /// <summary>Number of weights that are not 0.</summary>
    public int WeightCount => _binCount.Sum();

    /// <summary>Lower edge of a band, in Hz.</summary>
    /// <param name="band">0 to <see cref="BandCount"/> - 1.</param>
    public double LowHz(int band) => _edges[band];

    /// <summary>Frequency of a band's peak, in Hz.</summary>
    /// <param name="band">0 to <see cref="BandCount"/> - 1.</param>
    public double CentreHz(int band) => _edges[band + 1];

    /// <summary>Upper edge of a band, in Hz.</summary>
    /// <param name="band">0 to <see cref="BandCount"/> - 1.</param>
    public double HighHz(int band) => _edges[band + 2];

    /// <summary>One value of the dense matrix.</summary>
    /// <param name="band">Row; below <see cref="BandCount"/>.</param>
    /// <param name="bin">Column; below <see cref="BinCount"/>.</param>
    public float this[int band, int bin]
    {
        get
        {
            var index = bin - _firstBin[band];
            return index >= 0 && index < _binCount[band] ? _weights[_offset[band] + index] : 0;
        }
    }

    /// <summary>Sums power into bands.</summary>
    /// <param name="power">Power per bin, finite behind the last; length <see cref="PaddedBinCount"/>.</param>
    /// <param name="mel">Receives one value per band, same unit; length at least <see cref="BandCount"/>.</param>
    internal void ApplyPadded(ReadOnlySpan<float> power, Span<float> mel)
    {
        for (var band = 0; band < _firstBin.Length; band++)
        {
            var weights = _weights.AsSpan(_offset[band], _offset[band + 1] - _offset[band]);
            mel[band] = DotProduct.Single(weights, power.Slice(_firstBin[band], weights.Length));
        }
    }

    /// <summary>Finds the run of bins in which a band's triangle is above 0 and appends its weights.</summary>
    private void AddBand(int band, double binHz, List<float> weights)
    {
        var (low, centre, high) = (_edges[band], _edges[band + 1], _edges[band + 2]);
        double Weight(int bin) => Math.Min(((bin * binHz) - low) / (centre - low), (high - (bin * binHz)) / (high - centre));
        var bins = Enumerable.Range(0, BinCount).Where(bin => Weight(bin) > 0).ToArray();
        var padded = DotProduct.PaddedLength(bins.Length);
        _firstBin[band] = bins.FirstOrDefault();
        _offset[band] = weights.Count;
        _offset[band + 1] = weights.Count + padded;
        _binCount[band] = bins.Length;
        weights.AddRange(bins.Select(bin => (float)(Weight(bin) * 2 / (high - low))));
        weights.AddRange(Enumerable.Repeat(0f, padded - bins.Length));
    }
}
