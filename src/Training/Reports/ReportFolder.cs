using System.Text;
using System.Text.Json.Nodes;
using AvianVox.Training.Files;

namespace AvianVox.Training.Reports;

/// <summary>Writes a report's folder: a page for people and the figures for programs.</summary>
internal static class ReportFolder
{
    /// <summary>Name of the page.</summary>
    public const string PageName = "report.html";

    /// <summary>Name of the figures.</summary>
    public const string FiguresName = "report.json";

    private static readonly ResultFolder Kind = new("report", FiguresName);

    /// <summary>Checks that a target may be written, before hours are spent.</summary>
    /// <param name="folder">Target.</param>
    /// <param name="replace">Whether a report there may be replaced.</param>
    /// <exception cref="WorkshopException">It is taken.</exception>
    public static void RequireFree(string folder, bool replace) => Kind.RequireFree(folder, replace);

    /// <summary>Writes both as a whole or not at all.</summary>
    /// <param name="folder">Target. Its parents are made where they are missing.</param>
    /// <param name="page">The page.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="replace">Whether a report there may be replaced.</param>
    /// <exception cref="WorkshopException">The target is taken.</exception>
    /// <exception cref="IOException">Writing failed; the target is as it was.</exception>
    public static void Write(string folder, HtmlReport page, JsonObject figures, bool replace) => Kind.Write(
        folder,
        new Dictionary<string, byte[]>
        {
            [PageName] = Encoding.UTF8.GetBytes(page.ToString()),
            [FiguresName] = Encoding.UTF8.GetBytes(figures.ToText()),
        },
        replace);
}
