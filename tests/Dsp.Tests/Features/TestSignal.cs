namespace AvianVox.Dsp.Tests.Features;

/// <summary>Made signals, the same for the same seed.</summary>
internal static class TestSignal
{
    /// <summary>Noise whose level wanders over 100 dB, with silences in it, so that clamps and zeros come into play.</summary>
    public static float[] Wandering(int samples, uint seed)
    {
        var signal = new float[samples];
        var state = seed;
        for (var i = 0; i < samples; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            var level = MathF.Pow(10, -2.5f + (2.5f * MathF.Sin(i / 5_000f)));
            signal[i] = i / 7_000 % 4 == 3 ? 0 : level * ((int)state / 2_147_483_648f);
        }

        return signal;
    }
}
