using System.Globalization;

namespace AvianVox.Listening.Detection.Rules;

/// <summary>Rejects what is heard while a dog barks and for some time after.</summary>
/// <param name="dogs">Indices of the labels of barking dogs.</param>
/// <param name="threshold">Least probability that is a bark.</param>
/// <param name="samples">For how long after a bark, at the source's rate.</param>
/// <param name="sampleRate">Rate of the source in Hz, for people.</param>
/// <param name="species">Per label, whether it is taken for a bark; null where all are.</param>
internal sealed class DogRule(int[] dogs, float threshold, long samples, int sampleRate, bool[]? species) : DetectionRule(RuleKind.Dog)
{
    /// <summary>Position behind the last window with a bark; far away before the first.</summary>
    private long _barked = long.MinValue / 2;

    /// <inheritdoc />
    public override void Hear(long upTo, ReadOnlySpan<float> probabilities)
    {
        foreach (var dog in dogs)
        {
            if (probabilities[dog] >= threshold)
            {
                _barked = upTo;
            }
        }
    }

    /// <inheritdoc />
    public override bool Allows(in DetectionCandidate candidate) =>
        (species is not null && !species[candidate.Label.Index]) || candidate.End - _barked > samples;

    /// <inheritdoc />
    public override string Reason(in DetectionCandidate candidate) =>
        string.Create(CultureInfo.InvariantCulture, $"a dog barked {(double)(candidate.End - _barked) / sampleRate:0.#} s ago");
}
