using System.Text;

namespace AvianVox.Architecture.Tests;

/// <summary>The picture of rooms and arrows in docs/architecture.md.</summary>
internal static class Picture
{
    /// <summary>What stands before the picture in the document.</summary>
    public const string Begin = "<!-- rooms: written by the architecture test -->\n";

    /// <summary>What stands behind it.</summary>
    public const string End = "<!-- end of rooms -->\n";

    /// <summary>Draws the projects with the arrows between them, and the rooms of each from the ground up.</summary>
    /// <param name="house">What was read.</param>
    public static string Draw(House house)
    {
        var text = new StringBuilder("```mermaid\nflowchart BT\n");
        var projects = FromTheGround(house);
        foreach (var project in projects)
        {
            foreach (var other in Needed(house, project))
            {
                text.Append("  ").Append(project).Append(" --> ").Append(other).Append('\n');
            }
        }

        text.Append("```\n\n| project | its rooms, each importing only rooms before it |\n|---|---|\n");
        foreach (var project in projects)
        {
            var rooms = house.FromTheGround(project).Select(room => room.Split('/')[1]).Where(room => room != project);
            text.Append("| `src/").Append(project).Append("` | ").AppendJoin(", ", rooms.Select(room => $"`{room}`")).Append(" |\n");
        }

        return text.ToString();
    }

    private static List<string> FromTheGround(House house) =>
        [.. house.References.Keys.OrderBy(project => Plan.Allowed(project).Count(house.References.ContainsKey)).ThenBy(project => project, StringComparer.Ordinal)];

    /// <summary>The projects that a project names and that none of the others it names brings along.</summary>
    private static IEnumerable<string> Needed(House house, string project)
    {
        var named = house.References[project];
        return named.Where(other => !named.Any(third => third != other && Plan.Allowed(third).Contains(other))).Order(StringComparer.Ordinal);
    }
}
