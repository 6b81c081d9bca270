namespace AvianVox.Training.Sounds;

/// <summary>What a recording is known by again, whatever its file is called and wherever it lies.</summary>
/// <param name="Sha256">SHA-256 of the sound, 64 hexadecimal digits; see <see cref="SoundMeter"/>. Equal in every lossless format.</param>
/// <param name="Seconds">Length.</param>
/// <param name="Print">What is alike in every encoding, with loss too.</param>
internal sealed record SoundIdentity(string Sha256, double Seconds, SoundPrint Print)
{
    /// <summary>Whether two recordings are the same sound, as far as can be told.</summary>
    /// <param name="other">The other.</param>
    public bool IsSame(SoundIdentity other) =>
        Sha256 == other.Sha256 || (HaveSameLength(Seconds, other.Seconds) && Print.IsSame(other.Print));

    /// <summary>Whether two lengths may be those of one sound: encoders add and cut some hundredths of a second.</summary>
    /// <param name="one">Seconds.</param>
    /// <param name="other">Seconds.</param>
    public static bool HaveSameLength(double one, double other) => Math.Abs(one - other) <= LengthSlack;

    /// <summary>Seconds by which two encodings of one sound may differ in length.</summary>
    public const double LengthSlack = 0.15;
}
