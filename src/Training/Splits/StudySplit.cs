namespace AvianVox.Training.Splits;

/// <summary>The study's splits: a stratified hold-out, and stratified cross-validation splits within its training part.</summary>
/// <remarks>
/// train_test_split over the recordings in the order of the index; then StratifiedShuffleSplit over the training part
/// put back into the order of the index, from a generator seeded anew.
/// </remarks>
internal static class StudySplit
{
    /// <summary>Share of the training part that each cross-validation split validates on.</summary>
    private const double ValidationShare = 0.25;

    /// <summary>Makes the splits.</summary>
    /// <param name="index">All recordings.</param>
    /// <param name="testShare">Share of the hold-out, over 0 and below 1; the study's is a third.</param>
    /// <param name="splits">Number of cross-validation splits; the study's is 3.</param>
    /// <param name="seed">random_state; the study's is 37.</param>
    /// <returns>The hold-out first.</returns>
    /// <exception cref="WorkshopException">A species has too few recordings.</exception>
    public static IReadOnlyList<Partition> Create(RecordingIndex index, double testShare, int splits, uint seed)
    {
        int[] labels = [.. index.Recordings.Select(r => r.Label)];
        var (training, test) = Split(index, Enumerable.Range(0, labels.Length).ToArray(), 1, testShare, seed)[0];
        var result = new List<Partition> { new("", training, test) };
        if (splits > 0)
        {
            int[] ordered = [.. training.Order()];
            result.AddRange(
                Split(index, ordered, splits, ValidationShare, seed).Index().Select(
                    s => new Partition($"cv{s.Index}", s.Item.Training, s.Item.Test)));
        }

        return result;
    }

    private static (int[] Training, int[] Test)[] Split(RecordingIndex index, int[] among, int splits, double testShare, uint seed)
    {
        var rare = among.GroupBy(i => index.Recordings[i].Label).FirstOrDefault(g => g.Count() < 2);
        var (training, test) = StratifiedShuffle.Sizes(among.Length, testShare);
        var classes = among.DistinctBy(i => index.Recordings[i].Label).Count();
        if (rare is not null || training < classes || test < classes)
        {
            var fault = rare is not null
                ? $"{index.Species[rare.Key]} has one recording to be divided, where two are needed"
                : $"{among.Length} recordings of {classes} species would be divided into {training} and {test}, and each part needs " +
                    "one of each species";
            throw new WorkshopException(
                $"{index.File}: {fault}; leave rare species out, change --test-size, make fewer --folds (0 for none), or take --rule " +
                "recording.");
        }

        var splitted = StratifiedShuffle.Split([.. among.Select(i => index.Recordings[i].Label)], splits, testShare, new NumpyRandom(seed));
        return [.. splitted.Select(s => (Array.ConvertAll(s.Training, i => among[i]), Array.ConvertAll(s.Test, i => among[i])))];
    }
}
