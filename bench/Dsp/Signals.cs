namespace AvianVox.Bench.Dsp;

/// <summary>Test signals, the same in every run.</summary>
internal static class Signals
{
    /// <summary>White noise of full scale ±0.25.</summary>
    public static float[] Noise(int samples)
    {
        var noise = new float[samples];
        var state = 20_261_124u;
        for (var i = 0; i < samples; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            noise[i] = ((int)state) / 8_589_934_592f;
        }

        return noise;
    }
}
