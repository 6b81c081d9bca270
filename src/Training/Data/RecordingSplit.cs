using AvianVox.Classification.Packages;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Data;

/// <summary>Recordings, each on one side. Whole groups move together, so that no recording and no speaker is on two sides.</summary>
internal sealed class RecordingSplit
{
    /// <summary>Share of the groups of a class in a data set that is held out for the test, but one at least.</summary>
    private const double TestShare = 0.3;

    /// <summary>Groups a class must have in a data set before one of them is spared for validation.</summary>
    private const int EnoughForValidation = 5;

    private readonly Dictionary<SplitSide, Recording[]> _sides;

    private RecordingSplit(Dictionary<SplitSide, Recording[]> sides, IReadOnlyList<SoundClass> untestable)
    {
        _sides = sides;
        Untestable = untestable;
    }

    /// <summary>Bird classes that have one recording only. They are on no side: a label nobody can test is not offered.</summary>
    public IReadOnlyList<SoundClass> Untestable { get; }

    /// <summary>The recordings of one side, in the order they were given.</summary>
    /// <param name="side">Side.</param>
    public IReadOnlyList<Recording> this[SplitSide side] => _sides[side];

    /// <summary>Splits class by class and, within a class, data set by data set.</summary>
    /// <param name="recordings">All recordings, in a fixed order.</param>
    /// <param name="seed">Decides which groups are held out.</param>
    public static RecordingSplit Create(IReadOnlyList<Recording> recordings, int seed)
    {
        var sideOf = new Dictionary<string, SplitSide>(StringComparer.Ordinal);
        var untestable = recordings.GroupBy(r => r.Class.ScientificName, StringComparer.Ordinal)
            .Where(c => c.First().Class.Kind == LabelKind.Bird && c.DistinctBy(r => r.Group).Count() < 2)
            .Select(c => c.First().Class).OrderBy(c => c.CommonName, StringComparer.Ordinal).ToList();
        foreach (var stratum in recordings.GroupBy(r => $"{r.Class.ScientificName}/{r.DataSet}", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            // One generator per stratum: a species added to the data moves no recording of another.
            var groups = stratum.Select(r => r.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            new Random(StableHash(stratum.Key, seed)).Shuffle(groups);
            var test = groups.Length < 2 ? 0 : Math.Max(1, (int)Math.Round(groups.Length * TestShare));
            var validation = groups.Length < EnoughForValidation ? 0 : Math.Max(1, groups.Length / 10);
            for (var i = 0; i < groups.Length; i++)
            {
                // A group that another stratum has placed stays where it is.
                sideOf.TryAdd(groups[i], i < test ? SplitSide.Test : i < test + validation ? SplitSide.Validation : SplitSide.Training);
            }
        }

        var left = untestable.Select(c => c.ScientificName).ToHashSet(StringComparer.Ordinal);
        var used = recordings.Where(r => !left.Contains(r.Class.ScientificName)).ToList();
        return new RecordingSplit(
            Enum.GetValues<SplitSide>().ToDictionary(s => s, s => used.Where(r => sideOf[r.Group] == s).ToArray()), untestable);
    }

    /// <summary>
    /// A split that somebody else made, but for validation: one in ten of the groups of a class with five or more is spared from
    /// training.
    /// </summary>
    /// <param name="training">To train on, in a fixed order.</param>
    /// <param name="test">To test on; shares no group with training.</param>
    public static RecordingSplit Given(IReadOnlyList<Recording> training, IReadOnlyList<Recording> test)
    {
        var spared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stratum in training.GroupBy(r => r.Class.ScientificName, StringComparer.Ordinal))
        {
            var groups = stratum.Select(r => r.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            spared.UnionWith(groups.Take(groups.Length < EnoughForValidation ? 0 : Math.Max(1, groups.Length / 10)));
        }

        return new RecordingSplit(
            new Dictionary<SplitSide, Recording[]>
            {
                [SplitSide.Training] = [.. training.Where(r => !spared.Contains(r.Group))],
                [SplitSide.Validation] = [.. training.Where(r => spared.Contains(r.Group))],
                [SplitSide.Test] = [.. test],
            },
            []);
    }

    /// <summary>FNV-1a over the name and the seed: string.GetHashCode differs from run to run.</summary>
    private static int StableHash(string name, int seed)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var c in name)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return (int)(hash & int.MaxValue);
    }
}
