namespace AvianVox.Training.Splits;

/// <summary>Splits in which no recording, no recordist or no session is on both sides.</summary>
internal static class GroupSplit
{
    /// <summary>Holds whole groups out.</summary>
    /// <param name="index">All recordings.</param>
    /// <param name="rule">What a group is; not the study's.</param>
    /// <param name="testShare">Share of each species that is held out, as nearly as the groups allow; over 0 and below 1.</param>
    /// <param name="seed">Decides among groups of equal size.</param>
    /// <returns>Both sides in the order of the index.</returns>
    /// <exception cref="WorkshopException">There are too few groups, or it is not known for every recording which it belongs
    /// to.</exception>
    public static Partition HoldOut(RecordingIndex index, SplitRule rule, double testShare, uint seed)
    {
        var part = Deal(index, rule, [1 - testShare, testShare], seed);
        return Side(part, 1, "") is { Training.Length: > 0, Test.Length: > 0 } whole
            ? whole
            : throw new WorkshopException(
                $"{index.File}: no group by {Word(rule)} can be held out at this --test-size; choose one nearer to a half, or --folds.");
    }

    /// <summary>Makes folds: every recording is tested once.</summary>
    /// <param name="index">All recordings.</param>
    /// <param name="rule">What a group is; not the study's.</param>
    /// <param name="folds">How many, from 2.</param>
    /// <param name="seed">Decides among groups of equal size.</param>
    /// <returns>One partition per fold, both sides in the order of the index.</returns>
    /// <exception cref="WorkshopException">There are fewer groups than folds, or it is not known for every recording which it
    /// belongs to.</exception>
    public static IReadOnlyList<Partition> Folds(RecordingIndex index, SplitRule rule, int folds, uint seed)
    {
        var part = Deal(index, rule, [.. Enumerable.Repeat(1.0 / folds, folds)], seed);
        Partition[] whole = [.. Enumerable.Range(0, folds).Select(f => Side(part, f, $"fold{f}"))];
        return whole.Any(p => p.Test.Length == 0 || p.Training.Length == 0)
            ? throw new WorkshopException(
                $"{index.File}: the groups by {Word(rule)} are too few or too uneven for {folds} folds; ask for fewer by --folds.")
            : whole;
    }

    /// <summary>The group a recording belongs to.</summary>
    /// <param name="index">Where it is listed.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="rule">What a group is; not the study's.</param>
    /// <exception cref="WorkshopException">The index does not tell.</exception>
    public static string GroupOf(RecordingIndex index, IndexedRecording recording, SplitRule rule)
    {
        string Known(string? value, string role) => value ?? throw new WorkshopException(
            $"{index.File}, line {recording.Line}: {role} is not told for {recording.Id}, so what belongs together by {Word(rule)} " +
            $"is not known; fill it in, map its column by --columns {role}=COLUMN, or take --rule recording.");
        return rule switch
        {
            SplitRule.Recording => recording.Recording,
            SplitRule.Recordist => Known(recording.Recordist, "recordist"),
            SplitRule.Session => string.Join(
                '\n', Known(recording.Recordist, "recordist"), Known(recording.Place, "place"), Known(recording.Date, "date")),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "has no groups"),
        };
    }

    /// <summary>Deals groups, those first joined that share a recording: the same sound by two people, or under two names.</summary>
    private static int[] Deal(RecordingIndex index, SplitRule rule, double[] shares, uint seed)
    {
        string[] groups = [.. index.Recordings.Select(r => GroupOf(index, r, rule))];
        var joined = new JoinedGroups([.. index.Recordings.Select((r, i) => new[] { groups[i], r.Recording })]);
        return GroupBalance.Deal(
            [.. groups.Select((_, i) => groups[joined[i]])], [.. index.Recordings.Select(r => r.Label)], shares, new NumpyRandom(seed));
    }

    private static Partition Side(int[] parts, int test, string name)
    {
        var sides = parts.Index().ToLookup(p => p.Item == test, p => p.Index);
        return new Partition(name, [.. sides[false]], [.. sides[true]]);
    }

    private static string Word(SplitRule rule) => $"{rule}".ToLowerInvariant();
}
