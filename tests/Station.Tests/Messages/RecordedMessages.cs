using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Messages;

/// <summary>Messages as the station wrote them when they were recorded: receivers everywhere read these keys, in this order.</summary>
internal static class RecordedMessages
{
    /// <summary>One message a line, behind its name.</summary>
    private static readonly Lazy<Dictionary<string, string>> Lines = new(() => File
        .ReadAllLines(Path.Combine(ProjectRoot.Path, "tests", "Station.Tests", "Messages", "recorded.txt"))
        .Select(line => line.Split(' ', 2))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal));

    /// <summary>Names of all that were recorded.</summary>
    public static IReadOnlyCollection<string> Names => Lines.Value.Keys;

    /// <summary>The message of a name.</summary>
    public static string Of(string name) => Lines.Value.TryGetValue(name, out var text) ? text : $"no message \"{name}\" was recorded";
}
