using System.Text.Json.Nodes;
using AvianVox.TestSupport;
using AvianVox.Training.Reports;

namespace AvianVox.Training.Tests.Reports;

public sealed class ReportFolderTests
{
    [Fact]
    public void Replaces_nothing_but_a_report_and_only_when_asked_to()
    {
        using var temp = new TempFolder();
        var (page, target) = (new HtmlReport("one"), temp.File("out"));
        ReportFolder.Write(target, page, new JsonObject { ["a"] = 1 }, replace: false);
        Assert.Equal(
            [ReportFolder.PageName, ReportFolder.FiguresName],
            Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("{\n  \"a\": 1\n}\n", File.ReadAllText(Path.Combine(target, ReportFolder.FiguresName)));
        Assert.Contains(
            "--replace",
            Assert.Throws<WorkshopException>(() => ReportFolder.RequireFree(target, replace: false)).Message,
            StringComparison.Ordinal);
        ReportFolder.Write(target, new HtmlReport("two"), [], replace: true);
        Assert.Contains("two", File.ReadAllText(Path.Combine(target, ReportFolder.PageName)), StringComparison.Ordinal);

        File.Delete(Path.Combine(target, ReportFolder.FiguresName));
        Assert.Contains(
            "other things than a report",
            Assert.Throws<WorkshopException>(() => ReportFolder.Write(target, page, [], replace: true)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "name a folder",
            Assert.Throws<WorkshopException>(
                () => ReportFolder.RequireFree(Path.Combine(target, ReportFolder.PageName), replace: true)).Message,
            StringComparison.Ordinal);
    }
}
