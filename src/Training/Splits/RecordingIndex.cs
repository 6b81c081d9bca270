using System.Globalization;
using System.Text.RegularExpressions;
using AvianVox.Training.Files;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Splits;

/// <summary>A list of recordings with what is known of each: species, recordist, place, date, duration.</summary>
internal sealed partial class RecordingIndex
{
    private RecordingIndex(string file, IReadOnlyList<string> species, IReadOnlyList<IndexedRecording> recordings)
    {
        File = file;
        Species = species;
        Recordings = recordings;
    }

    /// <summary>Path of the file, as it was given; of what was not read from one, where it comes from.</summary>
    public string File { get; }

    /// <summary>Names of the species, of a file in ordinal order; a label is a position in it.</summary>
    public IReadOnlyList<string> Species { get; }

    /// <summary>Recordings in the order of the file, which decides the study's splits.</summary>
    public IReadOnlyList<IndexedRecording> Recordings { get; }

    /// <summary>An index of recordings that are known already.</summary>
    /// <param name="source">Where they come from, for messages.</param>
    /// <param name="species">Names of the species.</param>
    /// <param name="recordings">Recordings; each label is a position in the species.</param>
    public static RecordingIndex Of(string source, IReadOnlyList<string> species, IReadOnlyList<IndexedRecording> recordings) =>
        new(source, species, Alike(recordings));

    /// <summary>Reads a CSV whose first line names its columns.</summary>
    /// <param name="file">Path.</param>
    /// <param name="columns">Which column holds what.</param>
    /// <exception cref="WorkshopException">The file is missing or is not what it should be; the message names line, column and
    /// value.</exception>
    public static RecordingIndex Read(string file, IndexColumns columns)
    {
        var table = Table(file);
        var header = table.Header;
        var at = IndexColumns.Roles.ToDictionary(r => r, r => columns.Find(r, header, file), StringComparer.Ordinal);
        foreach (var role in (string[])["id", "species"])
        {
            if (at[role].Count == 0)
            {
                throw new WorkshopException(
                    $"{file}: no column for {role} (looked for {IndexColumns.UsualNames(role)}); name it by --columns {role}=COLUMN.");
            }
        }

        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var read = new List<(string Species, IndexedRecording Recording)>();
        foreach (var (line, fields) in table.Rows)
        {
            if (fields.Length != header.Length)
            {
                throw new WorkshopException($"{file}, line {line}: {fields.Length} fields where the first line names {header.Length}.");
            }

            string? Value(string role) => at[role].Count > 0 && at[role].All(c => !string.IsNullOrWhiteSpace(fields[c]))
                ? string.Join(", ", at[role].Select(c => fields[c].Trim()))
                : null;
            string Needed(string role) => Value(role)
                ?? throw new WorkshopException($"{file}, line {line}: {Name(at[role], header)} is empty; every recording needs one.");
            // Stretches of one file stand in lines of their own.
            var id = Value("begin") is { } begin ? $"{Needed("id")}@{begin}" : Needed("id");
            if (!lines.TryAdd(id, line))
            {
                throw new WorkshopException(
                    $"{file}, line {line}: {Name(at["id"], header)} is '{id}', as in line {lines[id]}; each is to be there once.");
            }

            read.Add((Needed("species"), new IndexedRecording(line, id, -1)
            {
                Recording = Value("recording") ?? Needed("id"),
                Sound = Value("sound"),
                Recordist = Value("recordist"),
                Place = Value("place"),
                Date = Value("date") is { } text && Day().Match(text) is { Success: true } day ? day.Value : null,
                Seconds = Value("duration") is { } duration
                    ? Seconds(duration)
                        ?? throw new WorkshopException(
                            $"{file}, line {line}: {Name(at["duration"], header)} is '{duration}'; give seconds such as 12.5, or " +
                            "minutes and seconds such as 0:12.")
                    : null,
            }));
        }

        if (read.Count == 0)
        {
            throw new WorkshopException($"{file}: there are no recordings in it.");
        }

        var species = read.Select(r => r.Species).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return Of(
            file,
            species,
            [.. read.Select(r => r.Recording with { Label = Array.BinarySearch(species, r.Species, StringComparer.Ordinal) })]);
    }

    private static TableText Table(string file) => System.IO.File.Exists(file)
        ? TableText.Read(file)
        : throw new WorkshopException($"{file}: there is no such file; name the CSV that lists the recordings.");

    /// <summary>
    /// One spelling per person, and one name per recording: what has the same sound is the same recording, whatever it is called.
    /// </summary>
    private static IReadOnlyList<IndexedRecording> Alike(IReadOnlyList<IndexedRecording> recordings)
    {
        var people = new Dictionary<string, string>(StringComparer.Ordinal);
        var joined = new JoinedGroups([.. recordings.Select(r => new[] { r.Recording, r.Sound })]);
        return
        [
            .. recordings.Select((r, i) => r with
            {
                Recording = recordings[joined[i]].Recording,
                Recordist = r.Recordist is { } who
                    ? people.TryGetValue(NameKey.OfPerson(who), out var spelt)
                    ? spelt
                    : people[NameKey.OfPerson(who)] = who
                    : null,
            }),
        ];
    }

    private static string Name(IReadOnlyList<int> columns, string[] header) => string.Join('+', columns.Select(c => header[c]));

    private static double? Seconds(string text)
    {
        var seconds = 0.0;
        foreach (var part in text.Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            seconds = (seconds * 60) + value;
        }

        return seconds;
    }

    /// <summary>A day, alone or within a text such as xeno-canto's remarks.</summary>
    [GeneratedRegex(@"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
