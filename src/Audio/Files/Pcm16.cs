namespace AvianVox.Audio.Files;

/// <summary>Between samples of full scale -1 to 1 and 16-bit integers. What came from 16 bits goes back to the same.</summary>
public static class Pcm16
{
    /// <summary>Scales by 32,768, rounds to nearest and clips at full scale.</summary>
    /// <param name="sample">Full scale -1 to 1; what is no number becomes 0.</param>
    public static short From(float sample) => (short)Math.Clamp(MathF.Round(sample * 32_768f), short.MinValue, short.MaxValue);

    /// <summary>Scales by 1 / 32,768.</summary>
    /// <param name="sample">A 16-bit sample.</param>
    public static float ToFloat(short sample) => sample / 32_768f;
}
