namespace AvianVox.Architecture.Tests;

/// <summary>Which project may use which: what is drawn, and what these use in turn.</summary>
internal static class Plan
{
    /// <summary>The arrows that are drawn.</summary>
    public static IReadOnlyDictionary<string, string[]> Arrows { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Dsp"] = [],
        ["Audio"] = ["Dsp"],
        ["Classification"] = ["Dsp"],
        ["Conversion"] = ["Classification"],
        ["Listening"] = ["Audio", "Classification", "Dsp"],
        ["Station"] = ["Listening"],
        ["Web"] = ["Station"],
        ["Archives"] = ["Listening"],
        ["Demo"] = ["Audio", "Dsp"],
        ["Monitor"] = ["Archives", "Conversion", "Demo", "Listening", "Station", "Web"],
        ["Training"] = ["Conversion", "Listening"],
    };

    /// <summary>Everything that a project may use.</summary>
    /// <param name="project">The project; one that the plan does not know may use nothing.</param>
    public static IReadOnlySet<string> Allowed(string project)
    {
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Arrows.GetValueOrDefault(project, []));
        while (open.TryPop(out var next))
        {
            if (allowed.Add(next))
            {
                foreach (var further in Arrows[next])
                {
                    open.Push(further);
                }
            }
        }

        return allowed;
    }
}
