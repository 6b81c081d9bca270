using AvianVox.Station.Journal;

namespace AvianVox.Station.Sinks;

/// <summary>Kinds of entries by the names that settings give them.</summary>
internal static class EntryKinds
{
    /// <summary>What is sent where no kinds are named.</summary>
    private static readonly string[] Usual = ["detection", "event"];

    /// <summary>The kinds of some names.</summary>
    /// <param name="named">Names as in messages; none for detection and event.</param>
    public static IReadOnlySet<JournalKind> Of(ICollection<string> named) => Known(named.Count == 0 ? Usual : named);

    private static HashSet<JournalKind> Known(IEnumerable<string> names) =>
        Enum.GetValues<JournalKind>().Where(kind => names.Contains(EntryContent.KindName(kind), StringComparer.OrdinalIgnoreCase)).ToHashSet();
}
