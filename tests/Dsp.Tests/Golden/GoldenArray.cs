using AvianVox.TestSupport;

namespace AvianVox.Dsp.Tests.Golden;

/// <summary>The reference arrays of data/golden, and comparison with them.</summary>
internal static class GoldenArray
{
    public static float[] Read(string name) => NpyArray.Read(SharedData.Require($"golden/{name}.npy")).Values;

    public static float[] Signal(string name) => Read($"{name}_pcm");

    /// <summary>Largest absolute difference; fails where lengths differ or a value is not finite.</summary>
    public static double Difference(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(float.IsFinite(actual[i]), $"value {i} is {actual[i]}");
            largest = Math.Max(largest, Math.Abs((double)expected[i] - actual[i]));
        }

        return largest;
    }

    public static double Peak(ReadOnlySpan<float> values)
    {
        var peak = 0.0;
        foreach (var value in values)
        {
            peak = Math.Max(peak, Math.Abs(value));
        }

        return peak;
    }

    /// <summary>Asserts closeness relative to the largest expected value.</summary>
    public static void CloseToPeak(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        var difference = Difference(expected, actual) / Peak(expected);
        TestContext.Current.TestOutputHelper?.WriteLine($"difference relative to the peak {difference:0.0e0}, allowed {tolerance:0.0e0}");
        Assert.True(difference <= tolerance, $"differs by {difference} of the peak; allowed {tolerance}");
    }

    /// <summary>Asserts absolute closeness.</summary>
    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        var difference = Difference(expected, actual);
        TestContext.Current.TestOutputHelper?.WriteLine($"difference {difference:0.0e0}, allowed {tolerance:0.0e0}");
        Assert.True(difference <= tolerance, $"differs by {difference}; allowed {tolerance}");
    }
}
