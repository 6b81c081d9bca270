namespace AvianVox.Training.Evaluation;

/// <summary>How often the right label is first, or among the first five.</summary>
/// <param name="Count">Things judged.</param>
/// <param name="First">Of these, right at the first place.</param>
/// <param name="Five">Of these, right among the first five.</param>
internal readonly record struct Accuracy(int Count, int First, int Five)
{
    /// <summary>Share right at the first place; 0 of nothing is 0.</summary>
    public double Top1 => Count == 0 ? 0 : (double)First / Count;

    /// <summary>Share right among the first five.</summary>
    public double Top5 => Count == 0 ? 0 : (double)Five / Count;

    /// <summary>Adds one judgement.</summary>
    /// <param name="scores">Score per label.</param>
    /// <param name="right">Index of the right label.</param>
    /// <param name="candidate">Labels that compete, or null for all.</param>
    public Accuracy With(ReadOnlySpan<float> scores, int right, ReadOnlySpan<bool> candidate = default)
    {
        // A tie counts against: a model that says the same of all labels knows nothing.
        var ahead = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (i != right && (candidate.IsEmpty || candidate[i]) && scores[i] >= scores[right])
            {
                ahead++;
            }
        }

        return new Accuracy(Count + 1, First + (ahead == 0 ? 1 : 0), Five + (ahead < 5 ? 1 : 0));
    }
}
