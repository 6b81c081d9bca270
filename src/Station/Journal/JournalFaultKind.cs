namespace AvianVox.Station.Journal;

/// <summary>What is wrong with a journal, and so what is done about it.</summary>
public enum JournalFaultKind
{
    /// <summary>The disk has no room: tried again until there is some.</summary>
    Full,

    /// <summary>Another program holds the file: tried again until it lets go.</summary>
    Held,

    /// <summary>The file or its folder may not be written: tried again until it may.</summary>
    Protected,

    /// <summary>The disk does not read or write: tried again, and given up for a new file where that can be written.</summary>
    Disk,

    /// <summary>The file is damaged, or is none of ours: another takes its place.</summary>
    Damaged,

    /// <summary>Something that was to be written is not taken, by its own fault: left out once something else is taken.</summary>
    Content,

    /// <summary>It was written by a newer program, which alone may use it.</summary>
    Newer,

    /// <summary>Another station writes to the folder.</summary>
    Taken,
}
