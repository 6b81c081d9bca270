using AvianVox.Classification.Packages;

namespace AvianVox.Listening.Detection.Rules;

/// <summary>A range file as it holds for the labels of one model at the station's place.</summary>
public sealed class RangeTable
{
    private RangeTable(WeekSet[] weeks, IReadOnlyList<RangeLine> unknown)
    {
        Weeks = weeks;
        Unknown = unknown;
    }

    /// <summary>Per label, the weeks in which it occurs here.</summary>
    public IReadOnlyList<WeekSet> Weeks { get; }

    /// <summary>Lines of species that the model does not know; they are passed over, because a file may serve several models.</summary>
    public IReadOnlyList<RangeLine> Unknown { get; }

    /// <summary>Works the table out. Lines of one species add up.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="labels">The model's labels.</param>
    /// <param name="place">Where the station is; null when unknown, and then no line with a box holds.</param>
    /// <param name="unlisted">What happens to a species that the file does not name.</param>
    public static RangeTable Create(IReadOnlyList<RangeLine> lines, IReadOnlyList<Label> labels, GeoPoint? place, UnlistedSpecies unlisted)
    {
        var byName = LabelNames.Index(labels);
        var weeks = new WeekSet[labels.Count];
        var listed = new bool[labels.Count];
        var unknown = new List<RangeLine>();
        foreach (var line in lines)
        {
            var species = LabelNames.Plain(line.Species);
            if (!byName.Contains(species))
            {
                unknown.Add(line);
            }

            foreach (var index in byName[species])
            {
                listed[index] = true;
                if (line.Box is null || (place is { } here && line.Box.Contains(here.Latitude, here.Longitude)))
                {
                    weeks[index] = weeks[index].Union(line.Weeks);
                }
            }
        }

        for (var index = 0; index < weeks.Length; index++)
        {
            if (!listed[index] && unlisted == UnlistedSpecies.Allow)
            {
                weeks[index] = WeekSet.All;
            }
        }

        return new RangeTable(weeks, unknown);
    }
}
