using System.Globalization;
using AvianVox.Training.Files;

namespace AvianVox.Training.Manifests;

/// <summary>
/// Reads tables that say from when to when something is heard in one recording: Raven's selection tables, Audacity's labels, and
/// others like them.
/// </summary>
internal static class AnnotationTable
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">Path.</param>
    /// <returns>A table with a first line, which Audacity's labels have none of.</returns>
    /// <exception cref="WorkshopException">It is missing or no table.</exception>
    public static TableText Read(string path)
    {
        var table = TableText.Read(path);
        if (table.Separator != '\t' || !IsAudacity(table.Header))
        {
            return table;
        }

        // Lines that begin with a backslash give the frequencies of the label above.
        var rows = table.Rows.Prepend((Line: 1, Fields: table.Header))
            .Where(r => r.Fields.Length > 0 && r.Fields[0] != "\\")
            .Select(
                r => (r.Line, Fields: r.Fields.Length >= 3 ? r.Fields[..3] : [.. r.Fields, .. Enumerable.Repeat("", 3 - r.Fields.Length)]));
        return table with { Header = ["from_seconds", "to_seconds", "species"], Rows = [.. rows] };
    }

    /// <summary>
    /// The recording that a table is about, where neither it nor anybody names one: the one beside it whose name it begins with.
    /// </summary>
    /// <param name="path">Path of the table.</param>
    /// <param name="audio">File, or folder to look in; null for the table's own folder.</param>
    /// <returns>Full path; null where there is none.</returns>
    public static string? AudioOf(string path, string? audio)
    {
        if (File.Exists(audio))
        {
            return Path.GetFullPath(audio);
        }

        var folder = audio ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        var name = Path.GetFileName(path);
        return !Directory.Exists(folder) ? null : SoundFiles.In(folder, _ => { })
            .Where(s => name.StartsWith(Path.GetFileNameWithoutExtension(s), StringComparison.OrdinalIgnoreCase))
            .MaxBy(s => Path.GetFileNameWithoutExtension(s).Length);
    }

    private static bool IsAudacity(string[] first) =>
        first.Length >= 2
        && double.TryParse(first[0], CultureInfo.InvariantCulture, out _)
        && double.TryParse(first[1], CultureInfo.InvariantCulture, out _);
}
