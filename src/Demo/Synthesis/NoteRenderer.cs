namespace AvianVox.Demo.Synthesis;

/// <summary>Turns notes into samples: a frequency-modulated tone with harmonics under an envelope.</summary>
internal static class NoteRenderer
{
    /// <summary>Harmonics above this frequency are left out, in Hz: nothing folds back at <see cref="DawnChorus.SampleRate"/>.</summary>
    private const double HighestHz = 20_000;

    /// <summary>Adds a note to a buffer.</summary>
    /// <param name="note">The note.</param>
    /// <param name="offset">Seconds from the buffer's beginning to the strophe's.</param>
    /// <param name="destination">Samples at <see cref="DawnChorus.SampleRate"/>; what lies beyond its end is left out.</param>
    /// <param name="random">Source of roughness.</param>
    public static void Add(Note note, double offset, Span<float> destination, SongRandom random)
    {
        const double Rate = DawnChorus.SampleRate;
        var voice = note.Voice;
        var first = (int)Math.Round((offset + note.Start) * Rate);
        var count = Math.Min((int)(note.Seconds * Rate), destination.Length - first);
        var attack = Math.Max(1, voice.Attack * Rate);
        var release = Math.Max(1, voice.Release * Rate);
        var decay = Math.Pow(10, -voice.DecayDecibels / 20 / Math.Max(1, count));
        var smoothing = 1 - Math.Exp(-2 * Math.PI * voice.RoughnessHz / Rate);
        // White noise of power 1/3 keeps a quarter of the share of its power behind two equal one-pole low-passes; undone,
        // so that roughness is a depth. Two, since one would let hoarseness hiss far beyond the note.
        var gain = voice.Roughness * Math.Sqrt(12 / smoothing);
        var phase = random.Unit();
        double level = 0, levelOnce = 0, bend = 0, bendOnce = 0, strength = note.Level;
        for (var i = 0; i < count; i++)
        {
            var place = (double)i / count;
            var hz = PitchAt(note.Pitch, place);
            if (voice.Roughness > 0)
            {
                levelOnce += smoothing * (random.Noise() - levelOnce);
                level += smoothing * (levelOnce - level);
                bendOnce += smoothing * (random.Noise() - bendOnce);
                bend += smoothing * (bendOnce - bend);
                hz *= 1 + (0.1 * gain * bend);
            }

            var seconds = i / Rate;
            hz *= 1 + (voice.VibratoDepth * Math.Sin(2 * Math.PI * voice.VibratoHz * seconds));
            phase += hz / Rate;
            phase -= Math.Floor(phase);

            var envelope = strength * Rise(i / attack) * Rise((count - i) / release);
            envelope *= 1 - (voice.TremoloDepth * (0.5 - (0.5 * Math.Cos(2 * Math.PI * voice.TremoloHz * seconds))));
            envelope *= Math.Max(0, 1 + (gain * level));
            strength *= decay;
            destination[first + i] += (float)(envelope * Tone(phase, hz, voice.Overtones));
        }
    }

    private static double Tone(double phase, double hz, double[] overtones)
    {
        var angle = 2 * Math.PI * phase;
        var value = Math.Sin(angle);
        for (var k = 0; k < overtones.Length && (k + 2) * hz < HighestHz; k++)
        {
            value += overtones[k] * Math.Sin((k + 2) * angle);
        }

        return value;
    }

    private static double Rise(double part) => part >= 1 ? 1 : 0.5 - (0.5 * Math.Cos(Math.PI * Math.Max(0, part)));

    private static double PitchAt(PitchPoint[] pitch, double place)
    {
        for (var i = 1; i < pitch.Length; i++)
        {
            if (place <= pitch[i].At)
            {
                var (from, to) = (pitch[i - 1], pitch[i]);
                var part = Math.Clamp((place - from.At) / Math.Max(1e-9, to.At - from.At), 0, 1);
                return from.Hz * Math.Pow(to.Hz / from.Hz, part);
            }
        }

        return pitch[^1].Hz;
    }
}
