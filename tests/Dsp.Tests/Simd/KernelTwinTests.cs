using System.Numerics;
using System.Runtime.Intrinsics;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Fourier;
using AvianVox.Dsp.Mel;
using AvianVox.Dsp.Simd;
using AvianVox.Dsp.Tests.Features;
using CsCheck;

namespace AvianVox.Dsp.Tests.Simd;

/// <summary>Vector kernels against their scalar twins or against arithmetic in double precision.</summary>
public class KernelTwinTests
{
    private static readonly Gen<float> Values = Gen.Float[-2, 2];

    private static readonly Gen<float[]> Vectors = Gen.Int[1, 20].SelectMany(vectors => Values.Array[vectors * 16]);

    [Fact]
    public void Dot_products_agree_with_the_scalar_twin() =>
        Vectors.SelectMany(a => Values.Array[a.Length].Select(b => (a, b))).Sample((a, b) =>
        {
            var expected = DotProduct.Scalar(a, b);
            var bound = 1e-5f * a.Zip(b, (x, y) => MathF.Abs(x * y)).Sum();
            Assert.Equal(expected, DotProduct.Single(a, b), bound + 1e-12f);
            Assert.Equal(expected, DotProduct.Long(a, b), bound + 1e-12f);
            // Rows give the bits of single products, four at a time or one by one.
            var rows = new float[7];
            DotProduct.Rows([.. Enumerable.Repeat(a, 7).SelectMany(row => row)], b, rows);
            Assert.All(rows, value => Assert.Equal(DotProduct.Single(a, b), value));
        });

    [Fact]
    public void Elementwise_kernels_agree_with_plain_loops() =>
        Vectors.SelectMany(a => Values.Array[a.Length].Select(b => (a, b))).Sample((a, b) =>
        {
            var result = new float[a.Length];
            Elementwise.Multiply(a, b, result);
            Assert.Equal(a.Zip(b, (x, y) => x * y), result);
            Elementwise.Floor(a, 0.3f, result);
            Assert.Equal(a.Select(x => Math.Max(x, 0.3f)), result);
            var part = a.AsSpan(0, 1 + (a.Length * 2 / 3));
            Assert.Equal((part.ToArray().Min(), part.ToArray().Max()), Elementwise.Range(part));
        });

    [Fact]
    public void Logarithms_agree_with_the_scalar_twin_over_the_whole_range()
    {
        // From denormals to beyond any power that full scale can have, and zeros.
        var mel = Enumerable.Range(0, 160_000).Select(i => i % 1_000 == 0 ? 0 : (float)Math.Exp(-100 + (i * 0.0008))).ToArray();
        foreach (var rule in Enum.GetValues<LogRule>())
        {
            var (log, decibels) = (new float[mel.Length], new float[mel.Length]);
            var (scalarLog, scalarDecibels) = (new float[mel.Length], new float[mel.Length]);
            MelLogarithms.Compute(mel, rule, -23.02585f, log, decibels);
            MelLogarithms.ComputeScalar(mel, rule, -23.02585f, scalarLog, scalarDecibels);
            for (var i = 0; i < mel.Length; i++)
            {
                Assert.Equal(scalarLog[i], log[i], 1e-5f);
                Assert.Equal(scalarDecibels[i], decibels[i], 3e-5f);
            }

            Assert.Equal(rule == LogRule.NaturalZeroKept ? 0 : -23.02585f, log[0]);
            Assert.Equal(-100, decibels[0]);
        }
    }

    [Fact]
    public void Lane_moves_are_what_they_say()
    {
        var (a, b) = (Vector128.Create(0f, 1, 2, 3), Vector128.Create(4f, 5, 6, 7));
        var (c, d) = (Vector128.Create(8f, 9, 10, 11), Vector128.Create(12f, 13, 14, 15));
        Assert.Equal(Vector128.Create(0f, 2, 4, 6), Lanes.Even(a, b));
        Assert.Equal(Vector128.Create(1f, 3, 5, 7), Lanes.Odd(a, b));
        Assert.Equal(Vector128.Create(0f, 4, 1, 5), Lanes.ZipLow(a, b));
        Assert.Equal(Vector128.Create(2f, 6, 3, 7), Lanes.ZipHigh(a, b));
        Assert.Equal(Vector128.Create(3f, 2, 1, 0), Lanes.Reverse(a));
        var transposed = new float[16];
        Lanes.StoreTransposed(a, b, c, d, ref transposed[0], 0);
        Assert.Equal([0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15], transposed);
    }

    [Fact]
    public void Mel_bands_are_the_dense_product()
    {
        var bank = new MelFilterBank(32_000, 1_024, 64, 50, 14_000);
        var power = TestSignal.Wandering(bank.PaddedBinCount, 9).Select(MathF.Abs).ToArray();
        var mel = new float[bank.BandCount];
        bank.ApplyPadded(power, mel);
        for (var band = 0; band < bank.BandCount; band++)
        {
            var expected = Enumerable.Range(0, bank.BinCount).Sum(bin => (double)bank[band, bin] * power[bin]);
            Assert.Equal(expected, mel[band], 1e-6 * (expected + 1e-9));
            Assert.True(bank.LowHz(band) < bank.CentreHz(band) && bank.CentreHz(band) < bank.HighHz(band));
        }

        Assert.Equal(50, bank.LowHz(0), 1e-9);
        Assert.Equal(14_000, bank.HighHz(63), 1e-6);
    }

    [Fact]
    public void All_cosine_coefficients_keep_the_energy()
    {
        // An orthonormal transform, complete, keeps the sum of squares.
        var transform = new CosineTransform(40, 40);
        var values = new float[transform.PaddedLength];
        TestSignal.Wandering(40, 4).CopyTo(values, 0);
        var coefficients = new float[40];
        transform.TransformPadded(values, coefficients);
        var energy = values.Sum(value => (double)value * value);
        Assert.Equal(energy, coefficients.Sum(value => (double)value * value), 1e-5 * energy);
    }

    [Fact]
    public void The_mel_scale_inverts_itself_and_breaks_at_1_kHz() =>
        Gen.Double[0, 200_000].Sample(hertz =>
        {
            Assert.Equal(hertz, MelScale.ToHertz(MelScale.FromHertz(hertz)), 1e-9 * (hertz + 1));
            Assert.Equal(15, MelScale.FromHertz(1_000), 1e-12);
            Assert.Equal(42, MelScale.FromHertz(6_400), 1e-9);
        });

    [Fact]
    public void A_vector_holds_no_more_than_the_tap_multiple() => Assert.True(Vector<float>.Count <= 16);
}
