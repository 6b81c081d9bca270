namespace AvianVox.Demo.Synthesis;

/// <summary>What lies between a bird and the microphone: air that swallows the high frequencies, trunks and leaves that scatter.</summary>
/// <remarks>
/// A sparse random impulse response of which the energy falls exponentially (Moorer, "About this reverberation
/// business", 1979), darker than the direct sound: enough to smear a note's end as a wood does.
/// </remarks>
internal static class Surroundings
{
    /// <summary>How long echoes go on behind the last note, in seconds.</summary>
    public const double TailSeconds = 0.6;

    private const int Echoes = 120;

    /// <summary>Time in which the echoes fall by 60 dB, in seconds.</summary>
    private const double ReverberationSeconds = 0.7;

    /// <summary>Echoes are this dull, in Hz: one-pole low-pass.</summary>
    private const double EchoCornerHz = 6_000;

    /// <summary>Carries a dry song to the microphone.</summary>
    /// <param name="dry">The song as it leaves the bill, with at least <see cref="TailSeconds"/> of silence behind it. Overwritten.</param>
    /// <param name="metres">Distance, 1 to 200.</param>
    /// <param name="random">Places the echoes.</param>
    public static void Apply(float[] dry, double metres, SongRandom random)
    {
        LowPass(dry, 600_000 / (metres + 20));
        var dull = (float[])dry.Clone();
        LowPass(dull, EchoCornerHz);
        var wet = Math.Sqrt(metres / 100);
        var energy = 0.0;
        var taps = new (int Delay, double Gain)[Echoes];
        for (var i = 0; i < Echoes; i++)
        {
            // Uniform in time from 6 ms on, louder and earlier ones first by the decay alone.
            var seconds = 0.006 + ((TailSeconds - 0.006) * random.Unit());
            var gain = random.Noise() * Math.Pow(10, -3 * seconds / ReverberationSeconds);
            taps[i] = ((int)(seconds * DawnChorus.SampleRate), gain);
            energy += gain * gain;
        }

        var scale = wet * 0.7 / Math.Sqrt(energy);
        foreach (var (delay, gain) in taps)
        {
            var amount = (float)(gain * scale);
            var source = dull.AsSpan(0, dull.Length - delay);
            var target = dry.AsSpan(delay);
            for (var i = 0; i < target.Length; i++)
            {
                target[i] += amount * source[i];
            }
        }
    }

    private static void LowPass(Span<float> samples, double cornerHz)
    {
        var share = 1 - Math.Exp(-2 * Math.PI * cornerHz / DawnChorus.SampleRate);
        var state = 0.0;
        foreach (ref var sample in samples)
        {
            state += share * (sample - state);
            sample = (float)state;
        }
    }
}
