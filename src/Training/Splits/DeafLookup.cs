namespace AvianVox.Training.Splits;

/// <summary>What a lookup that hears nothing gets right: a model that does not beat it has learnt who records what where.</summary>
/// <param name="Majority">Test recordings named rightly by the commonest species of training recordings with the same recordist,
/// place and date; where there are none, the same recordist and place; where there are none, the same recordist; else of
/// all.</param>
/// <param name="Duration">The same with the species of that training recording, among these, whose duration is nearest by ratio;
/// null when no duration is told.</param>
internal sealed record DeafLookup(int Majority, int? Duration)
{
    /// <summary>Durations below this, in seconds, count as this: a second's index says 0 for what is shorter.</summary>
    private const double ShortestSeconds = 1;

    /// <summary>From the narrowest to the widest. What is not told matches nothing.</summary>
    private static readonly Func<IndexedRecording, object?>[] Levels =
    [
        r => r.Recordist is null || r.Place is null || r.Date is null ? null : (r.Recordist, r.Place, r.Date),
        r => r.Recordist is null || r.Place is null ? null : (r.Recordist, r.Place),
        r => r.Recordist,
        _ => "all",
    ];

    /// <summary>Looks every test recording up. Among equals the one that comes first in training wins.</summary>
    /// <param name="index">All recordings.</param>
    /// <param name="partition">Its sides; both have recordings.</param>
    public static DeafLookup Of(RecordingIndex index, Partition partition)
    {
        var training = partition.Training.Select(i => index.Recordings[i]).ToArray();
        var tables = Array.ConvertAll(Levels, level => training.Where(r => level(r) is not null).ToLookup(level));
        var (majority, duration) = (0, 0);
        foreach (var recording in partition.Test.Select(i => index.Recordings[i]))
        {
            var level = Enumerable.Range(0, Levels.Length).First(l => Levels[l](recording) is { } key && tables[l].Contains(key));
            var alike = tables[level][Levels[level](recording)];
            majority += alike.GroupBy(r => r.Label).MaxBy(g => g.Count())!.Key == recording.Label ? 1 : 0;
            duration += alike.MinBy(r => Distance(r, recording))!.Label == recording.Label ? 1 : 0;
        }

        return new DeafLookup(majority, index.Recordings.Any(r => r.Seconds is not null) ? duration : null);
    }

    private static double Distance(IndexedRecording a, IndexedRecording b) => a.Seconds is { } x && b.Seconds is { } y
        ? Math.Abs(Math.Log(Math.Max(x, ShortestSeconds) / Math.Max(y, ShortestSeconds)))
        : double.PositiveInfinity;
}
