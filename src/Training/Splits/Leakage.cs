namespace AvianVox.Training.Splits;

/// <summary>
/// How many test recordings have a sibling in training: the same species by the same recordist, in the same place, on the same
/// day.
/// </summary>
/// <param name="Test">Test recordings.</param>
/// <param name="Recordist">Those that share species and recordist with a training recording; null when no recordist is told.</param>
/// <param name="Place">Those that share the place too; null when no place is told.</param>
/// <param name="Date">Those that share the day too; null when no day is told.</param>
/// <param name="Unlearnable">Those of a species that training does not have.</param>
internal sealed record Leakage(int Test, int? Recordist, int? Place, int? Date, int Unlearnable)
{
    /// <summary>Counts. What is not told of a recording is not shared.</summary>
    /// <param name="index">All recordings.</param>
    /// <param name="partition">Its sides.</param>
    public static Leakage Of(RecordingIndex index, Partition partition)
    {
        int Shared(Func<IndexedRecording, object?> key)
        {
            var known = partition.Training.Select(i => key(index.Recordings[i])).Where(k => k is not null).ToHashSet();
            return partition.Test.Count(i => key(index.Recordings[i]) is { } k && known.Contains(k));
        }

        var told = (
            Recordist: index.Recordings.Any(r => r.Recordist is not null),
            Place: index.Recordings.Any(r => r.Place is not null),
            Date: index.Recordings.Any(r => r.Date is not null));
        return new Leakage(
            partition.Test.Length,
            told.Recordist ? Shared(r => r.Recordist is null ? null : (r.Label, r.Recordist)) : null,
            told.Recordist && told.Place
                ? Shared(r => r.Recordist is null || r.Place is null ? null : (r.Label, r.Recordist, r.Place))
                : null,
            told.Recordist && told.Place && told.Date
                ? Shared(r => r.Recordist is null || r.Place is null || r.Date is null ? null : (r.Label, r.Recordist, r.Place, r.Date))
                : null,
            partition.Test.Length - Shared(r => r.Label));
    }
}
