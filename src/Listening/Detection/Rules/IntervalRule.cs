using System.Globalization;

namespace AvianVox.Listening.Detection.Rules;

/// <summary>Rejects what the same source told not long ago: measured from begin to begin, and not moved on by what it rejects.</summary>
internal sealed class IntervalRule : DetectionRule
{
    /// <summary>Per label, least samples between two begins.</summary>
    private readonly long[] _samples;

    /// <summary>Per label, begin of the last detection; far away before the first.</summary>
    private readonly long[] _last;

    /// <summary>Rate of the source in Hz, for people.</summary>
    private readonly int _sampleRate;

    /// <summary>Creates the rule of one source.</summary>
    /// <param name="seconds">Per label, least seconds between two begins.</param>
    /// <param name="sampleRate">Rate of the source in Hz.</param>
    public IntervalRule(IReadOnlyList<double> seconds, int sampleRate)
        : base(RuleKind.Interval)
    {
        _sampleRate = sampleRate;
        _samples = [.. seconds.Select(value => (long)Math.Ceiling(value * sampleRate))];
        _last = new long[_samples.Length];
        Array.Fill(_last, long.MinValue / 2);
    }

    /// <inheritdoc />
    public override bool Allows(in DetectionCandidate candidate) =>
        candidate.Begin - _last[candidate.Label.Index] >= _samples[candidate.Label.Index];

    /// <inheritdoc />
    public override void Accepted(in DetectionCandidate candidate) => _last[candidate.Label.Index] = candidate.Begin;

    /// <inheritdoc />
    public override string Reason(in DetectionCandidate candidate)
    {
        var (ago, least) = (candidate.Begin - _last[candidate.Label.Index], _samples[candidate.Label.Index]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"was told {(double)ago / _sampleRate:0.#} s ago, less than {(double)least / _sampleRate:0.#} s");
    }
}
