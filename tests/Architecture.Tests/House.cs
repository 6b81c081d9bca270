using System.Text.RegularExpressions;

namespace AvianVox.Architecture.Tests;

/// <summary>
/// The projects below a folder and what each of their rooms imports, read from the using directives and from qualified names. A room is a
/// folder of a project; folders within it belong to it. Files beside the project's own file are the room with the project's name.
/// </summary>
internal sealed partial class House
{
    private const string Root = "AvianVox";

    private House(IReadOnlyDictionary<string, IReadOnlySet<string>> imports, IReadOnlyDictionary<string, IReadOnlySet<string>> references)
    {
        Imports = imports;
        References = references;
    }

    /// <summary>Every room with the rooms that it imports, as "Station/Journal"; itself not among them.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Imports { get; }

    /// <summary>Every project with the projects that its project file names.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> References { get; }

    /// <summary>Reads a source folder.</summary>
    /// <param name="source">Holds one folder a project.</param>
    public static House Read(string source)
    {
        var projects = Directory.EnumerateFiles(source, "*.csproj", SearchOption.AllDirectories).ToDictionary(file => Path.GetFileName(Path.GetDirectoryName(file))!);
        var texts = projects.Values
            .SelectMany(project => Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToLookup(file => RoomOf(Path.GetRelativePath(source, Path.GetDirectoryName(file)!)), File.ReadAllText);
        var rooms = texts.Select(room => room.Key).ToHashSet(StringComparer.Ordinal);
        var imports = texts.ToDictionary(
            room => room.Key,
            room => (IReadOnlySet<string>)room.SelectMany(Named).Select(name => Find(name, rooms)).OfType<string>().Where(other => other != room.Key).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
        var references = projects.ToDictionary(
            project => project.Key,
            project => (IReadOnlySet<string>)Reference().Matches(File.ReadAllText(project.Value)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
        return new House(imports, references);
    }

    /// <summary>The project that a room belongs to.</summary>
    /// <param name="room">The room.</param>
    public static string ProjectOf(string room) => room.Split('/')[0];

    /// <summary>Every set of two or more rooms that import each other, directly or round a corner.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Knots()
    {
        var reach = Imports.Keys.ToDictionary(room => room, Reach, StringComparer.Ordinal);
        return
        [
            .. Imports.Keys
                .Where(room => reach[room].Contains(room))
                .GroupBy(room => string.Join(' ', reach[room].Where(other => reach[other].Contains(room)).Order(StringComparer.Ordinal)), StringComparer.Ordinal)
                .Select(knot => (IReadOnlyList<string>)[.. knot.Order(StringComparer.Ordinal)]),
        ];
    }

    /// <summary>The rooms of a project, each behind those of the project that it imports.</summary>
    /// <param name="project">The project.</param>
    public IReadOnlyList<string> FromTheGround(string project)
    {
        var ordered = new List<string>();
        // Those that are begun too: in a knot no order is right, and looking for one must end all the same.
        var begun = new HashSet<string>(StringComparer.Ordinal);
        void Add(string room)
        {
            if (begun.Add(room))
            {
                foreach (var other in Imports[room].Where(other => ProjectOf(other) == project).Order(StringComparer.Ordinal))
                {
                    Add(other);
                }

                ordered.Add(room);
            }
        }

        foreach (var room in Imports.Keys.Where(room => ProjectOf(room) == project).Order(StringComparer.Ordinal))
        {
            Add(room);
        }

        return ordered;
    }

    private static string RoomOf(string folder)
    {
        var parts = folder.Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? $"{parts[0]}/{parts[1]}" : $"{parts[0]}/{parts[0]}";
    }

    private static IEnumerable<string> Named(string text) => QualifiedName().Matches(text).Select(match => match.Groups[1].Value);

    private static string? Find(string name, HashSet<string> rooms)
    {
        var parts = name.Split('.');
        var room = parts.Length > 2 && rooms.Contains($"{parts[1]}/{parts[2]}") ? $"{parts[1]}/{parts[2]}" : parts.Length > 1 ? $"{parts[1]}/{parts[1]}" : null;
        return room is not null && rooms.Contains(room) ? room : null;
    }

    private HashSet<string> Reach(string from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Imports[from]);
        while (open.TryPop(out var room))
        {
            if (reached.Add(room))
            {
                foreach (var next in Imports[room])
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    // Not the namespace that a file is in, nor names within comments, and texts such as "AvianVox.Detections".
    [GeneratedRegex($@"^(?!namespace |\s*//)[^\n]*?(?<![""\w.])({Root}(?:\.\w+)+)", RegexOptions.Multiline)]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*AvianVox\.(\w+)\.csproj""")]
    private static partial Regex Reference();
}
