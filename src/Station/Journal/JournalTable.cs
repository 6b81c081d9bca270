namespace AvianVox.Station.Journal;

/// <summary>One of the journal's tables, as far as one needs to know it to move its rows into another journal.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Names of its columns in this program's version, in the order in which they lie in a row.</param>
/// <param name="Merge">What becomes of a row that the other journal has already, in SQL.</param>
internal sealed record JournalTable(string Name, IReadOnlyList<string> Columns, string Merge)
{
    private const string KeepWhatIsThere = "ON CONFLICT DO NOTHING";

    /// <summary>False for tables that lie in the order of their primary key.</summary>
    public bool HasRowId { get; init; } = true;

    /// <summary>Columns, among <see cref="Columns"/>, that hold a UUID: a row where one does not is garbage.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// What its columns hold, a letter for each: N the row's own number, T text, I a whole number, R a number; small where it may be
    /// missing. Null where a row's columns do not tell the table.
    /// </summary>
    public string? Shape { get; init; }

    /// <summary>The log that sinks read.</summary>
    public static JournalTable Log { get; } = new("log", ["sequence", "kind", "id", "source", "payload"], KeepWhatIsThere)
    {
        Id = "id",
        Shape = "NTTTT",
    };

    /// <summary>How far each sink is.</summary>
    public static JournalTable Cursors { get; } = new("cursors", ["sink", "sequence", "set_aside", "dropped"], KeepWhatIsThere)
    {
        HasRowId = false,
        Shape = "TIII",
    };

    /// <summary>Detections whose times are not known to be right.</summary>
    public static JournalTable Unsynchronised { get; } = new("unsynchronised", ["id", "kind", "boot", "offset_ms"], KeepWhatIsThere)
    {
        HasRowId = false,
        Id = "id",
        Shape = "TTTI",
    };

    /// <summary>What people ask for: all but the log and how far it was delivered.</summary>
    public static IReadOnlyList<JournalTable> Asked { get; } =
    [
        new("detections", DetectionTable.Names, "ON CONFLICT (id) DO UPDATE SET clip = coalesce(clip, excluded.clip), clip_gone_ms = coalesce(clip_gone_ms, excluded.clip_gone_ms)")
        {
            Id = "id",
            Shape = "TTTTTIIIIIIRRITItit",
        },
        new("gaps", ["id", "source", "begin_sample", "samples", "begin_ms", "seconds", "cause"], KeepWhatIsThere) { Id = "id", Shape = "TTIIIRT" },
        new(
            "effort",
            ["source", "minute_ms", "captured_s", "classified_s", "dropped_s"],
            "ON CONFLICT (source, minute_ms) DO UPDATE SET captured_s = captured_s + excluded.captured_s, classified_s = classified_s + excluded.classified_s, dropped_s = dropped_s + excluded.dropped_s")
        {
            HasRowId = false,
            Shape = "TIRRR",
        },
        new("set_aside", ["sink", "sequence", "kind", "id", "source", "payload", "reason", "at_ms"], KeepWhatIsThere)
        {
            HasRowId = false,
            Shape = "TITTTTTI",
        },
        Unsynchronised,
        new(
            "effort_unsynchronised",
            ["source", "minute_ms", "boot", "offset_ms", "captured_s", "classified_s", "dropped_s"],
            KeepWhatIsThere)
        {
            HasRowId = false,
            Shape = "TITIRRR",
        },
    ];

    /// <summary>Puts a row into another journal; its parameters are the values of <see cref="Columns"/>.</summary>
    public string Insert { get; } =
        $"INSERT INTO {Name} ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select((_, index) => FormattableString.Invariant($"${index}")))}) {Merge}";
}
