using AvianVox.TestSupport;

namespace AvianVox.Architecture.Tests;

public sealed class HouseTests
{
    private static readonly House Today = House.Read(Path.Combine(ProjectRoot.Path, "src"));

    [Fact]
    public void No_rooms_import_each_other() => Assert.Empty(Today.Knots().Select(knot => string.Join(", ", knot)));

    [Fact]
    public void No_project_uses_one_that_the_plan_does_not_give_it()
    {
        var imports = Today.Imports
            .SelectMany(room => room.Value.Select(other => (From: House.ProjectOf(room.Key), To: House.ProjectOf(other), Room: room.Key)))
            .Where(arrow => arrow.From != arrow.To && !Plan.Allowed(arrow.From).Contains(arrow.To))
            .Select(arrow => $"{arrow.Room} imports {arrow.To}");
        var references = Today.References
            .SelectMany(project => project.Value.Select(other => (From: project.Key, To: other)))
            .Where(arrow => !Plan.Allowed(arrow.From).Contains(arrow.To))
            .Select(arrow => $"{arrow.From} refers to {arrow.To}");
        Assert.Empty(imports.Concat(references));
    }

    [Fact]
    public void The_document_shows_the_rooms_as_they_are()
    {
        var file = Path.Combine(ProjectRoot.Path, "docs", "architecture.md");
        var text = File.ReadAllText(file);
        var begin = text.IndexOf(Picture.Begin, StringComparison.Ordinal) + Picture.Begin.Length;
        var end = text.IndexOf(Picture.End, StringComparison.Ordinal);
        Assert.True(begin >= Picture.Begin.Length && end >= begin, $"{file} has no place for the picture: {Picture.Begin}{Picture.End}");
        var drawn = Picture.Draw(Today);
        if (text[begin..end] != drawn && Environment.GetEnvironmentVariable("AVIANVOX_DRAW") == "1")
        {
            File.WriteAllText(file, text[..begin] + drawn + text[end..]);
            return;
        }

        Assert.True(text[begin..end] == drawn, $"{file} shows other rooms than there are; AVIANVOX_DRAW=1 ./avianvox test -class \"*HouseTests\" draws them anew:\n{drawn}");
    }

    [Fact]
    public void A_knot_is_found_round_a_corner_and_across_projects()
    {
        using var folder = new TempFolder();
        Write(folder, "One", "A", "using AvianVox.One.B;\n\nnamespace AvianVox.One.A;\n");
        Write(folder, "One", "B", "namespace AvianVox.One.B;\n\nclass X { AvianVox.Two.C.Y y; }\n");
        Write(folder, "Two", "C", "using Z = AvianVox.One.A.Deeper;\n\nnamespace AvianVox.Two.C;\n");
        Write(folder, "Two", "D", "using AvianVox.Two.C;\n\nnamespace AvianVox.Two.D;\n// Says \"AvianVox.Two.D.Text\".\n");
        Assert.Equal(["One/A", "One/B", "Two/C"], Assert.Single(House.Read(folder.Path).Knots()));
    }

    private static void Write(TempFolder folder, string project, string room, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, project, room));
        File.WriteAllText(Path.Combine(folder.Path, project, $"AvianVox.{project}.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(folder.Path, project, room, "X.cs"), text);
    }
}
