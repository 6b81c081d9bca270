namespace AvianVox.Demo.Synthesis;

/// <summary>
/// Pink noise, and wind that comes in gusts. Made in segments of a second, each from a seed of its own and joined by
/// short cross-fades, so that any place can be made without what lies before it.
/// </summary>
internal sealed class Background(ulong seed)
{
    /// <summary>Root mean square of the pink noise, full scale 1: -56 dB.</summary>
    private const double PinkLevel = 0.0016;

    /// <summary>Root mean square of the wind in the strongest gust, full scale 1: -42 dB.</summary>
    private const double WindLevel = 0.008;

    /// <summary>Above this frequency wind falls off, in Hz; two one-pole low-passes.</summary>
    private const double WindCornerHz = 120;

    /// <summary>Seconds from one gust to the next, on average.</summary>
    private const double GustSeconds = 2.5;

    /// <summary>Samples over which the wind's strength is held: too short to be heard as steps.</summary>
    private const int GustStep = 64;

    /// <summary>Samples in a segment.</summary>
    private const int Segment = DawnChorus.SampleRate;

    /// <summary>Samples in which one segment goes over into the next.</summary>
    private const int Fade = Segment / 20;

    /// <summary>Samples that the filters run before they are listened to.</summary>
    private const int WarmUp = Segment / 4;

    /// <summary>
    /// Corners of the low-passes whose sum is pink, in Hz: of white noise each passes the same power in a band four
    /// times as wide as the last, hence 1/f within 1 dB from 30 Hz to 15 kHz.
    /// </summary>
    private static readonly double[] PinkCornersHz = [20, 80, 320, 1_280, 5_120, 20_480];

    /// <summary>The segment made last, and its number.</summary>
    private (long Index, float[] Samples) _last = (long.MinValue, []);

    /// <summary>Adds a second of background.</summary>
    /// <param name="index">Which second, from 0.</param>
    /// <param name="destination">Length <see cref="DawnChorus.SampleRate"/>.</param>
    public void Add(long index, Span<float> destination)
    {
        var before = _last.Index == index - 1 ? _last.Samples : Make(index - 1);
        var here = Make(index);
        _last = (index, here);
        for (var i = 0; i < Segment; i++)
        {
            if (i < Fade)
            {
                var angle = Math.PI / 2 * i / Fade;
                destination[i] += (float)((here[i] * Math.Sin(angle)) + (before[Segment + i] * Math.Cos(angle)));
            }
            else
            {
                destination[i] += here[i];
            }
        }
    }

    private float[] Make(long index)
    {
        var random = SongRandom.For(seed, 1, index);
        var samples = new float[Segment + Fade];
        var shares = Array.ConvertAll(PinkCornersHz, Share);
        var gains = Array.ConvertAll(shares, UnitGain);
        var states = new double[shares.Length];
        var windShare = Share(WindCornerHz);
        var windGain = WindLevel * UnitGain(windShare) * 1.4;
        var pinkGain = PinkLevel / Math.Sqrt(shares.Length);
        double wind = 0, softWind = 0, gust = 0;
        for (var i = -WarmUp; i < samples.Length; i++)
        {
            var pink = 0.0;
            for (var k = 0; k < states.Length; k++)
            {
                states[k] += shares[k] * (random.Noise() - states[k]);
                pink += gains[k] * states[k];
            }

            wind += windShare * (random.Noise() - wind);
            softWind += windShare * (wind - softWind);
            if (i >= 0)
            {
                if (i % GustStep == 0)
                {
                    gust = Gust(((index * (double)Segment) + i) / DawnChorus.SampleRate);
                }

                samples[i] = (float)((pinkGain * pink) + (windGain * gust * softWind));
            }
        }

        return samples;
    }

    /// <summary>Strength of the wind, 0.1 to 1: random values joined smoothly.</summary>
    private double Gust(double seconds)
    {
        var at = seconds / GustSeconds;
        var whole = (long)Math.Floor(at);
        var part = at - whole;
        var smooth = part * part * (3 - (2 * part));
        var from = SongRandom.For(seed, 2, whole).Unit();
        var to = SongRandom.For(seed, 2, whole + 1).Unit();
        var strength = from + ((to - from) * smooth);
        return 0.1 + (0.9 * strength * strength);
    }

    private static double Share(double cornerHz) => 1 - Math.Exp(-2 * Math.PI * cornerHz / DawnChorus.SampleRate);

    /// <summary>Gain after which white noise of power 1/3, low-passed with this share, has power 1.</summary>
    private static double UnitGain(double share) => Math.Sqrt(3 * (2 - share) / share);
}
