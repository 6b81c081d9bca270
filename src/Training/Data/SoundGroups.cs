using AvianVox.Training.Sounds;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Data;

/// <summary>Brings files of one sound into one group, whatever they are called: the same sound in training and test is no test.</summary>
internal static class SoundGroups
{
    /// <summary>Joins the groups of what sounds the same.</summary>
    /// <param name="recordings">Recordings of one or several data sets.</param>
    /// <param name="identities">What the file of each is known by; null where it is not known.</param>
    /// <param name="warn">Receives one line on sounds that are there more than once, and one per sound under two names.</param>
    /// <returns>The recordings in their order, those that belong together with the group of the first.</returns>
    public static IReadOnlyList<Recording> Join(
        IReadOnlyList<Recording> recordings, IReadOnlyList<SoundIdentity?> identities, Action<string> warn)
    {
        var groups = new JoinedGroups([.. recordings.Select((r, i) => new[] { r.Group, identities[i]?.Sha256 })]);
        var same = new JoinedGroups([.. identities.Select((identity, i) => new[] { identity?.Sha256, recordings[i].Path })]);
        foreach (var (one, other) in Alike(identities))
        {
            groups.Join(one, other);
            same.Join(one, other);
        }

        Tell(recordings, same, warn);
        return [.. recordings.Select((r, i) => groups[i] == i ? r : r with { Group = recordings[groups[i]].Group })];
    }

    /// <summary>Pairs that are one sound by their prints, in other encodings.</summary>
    private static IEnumerable<(int One, int Other)> Alike(IReadOnlyList<SoundIdentity?> identities)
    {
        var byLength = identities.Index().Where(i => i.Item is not null).OrderBy(i => i.Item!.Seconds).ToArray();
        for (var i = 0; i < byLength.Length; i++)
        {
            var (at, one) = (byLength[i].Index, byLength[i].Item!);
            for (var k = i + 1; k < byLength.Length && SoundIdentity.HaveSameLength(one.Seconds, byLength[k].Item!.Seconds); k++)
            {
                if (one.IsSame(byLength[k].Item!))
                {
                    yield return (at, byLength[k].Index);
                }
            }
        }
    }

    private static void Tell(IReadOnlyList<Recording> recordings, JoinedGroups same, Action<string> warn)
    {
        var repeated = recordings.Index().GroupBy(r => same[r.Index]).Where(g => g.DistinctBy(r => r.Item.Path).Count() > 1).ToList();
        if (repeated.Count > 0)
        {
            var (first, second) = (repeated[0].First().Item, repeated[0].First(r => r.Item.Path != repeated[0].First().Item.Path).Item);
            warn(
                $"{repeated.Count} sounds are there more than once ({first.Path} is the same sound as {second.Path}" +
                $"{(repeated.Count > 1 ? " ..." : "")}); all files of one sound stay on one side");
        }

        foreach (var group in repeated)
        {
            var named = group.Select(r => r.Item).DistinctBy(r => r.Class).ToList();
            if (named.Count > 1 && named.TrueForAll(r => r.Stretch is null))
            {
                warn(
                    $"{named[0].Path} and {named[1].Path} are the same sound, yet one is said to be {named[0].Class.CommonName}, the " +
                    $"other {named[1].Class.CommonName}");
            }
        }
    }
}
