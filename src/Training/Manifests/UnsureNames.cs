using AvianVox.Training.Naming;

namespace AvianVox.Training.Manifests;

/// <summary>Names of which nothing tells what they are of, until a person is asked.</summary>
internal sealed class UnsureNames
{
    private readonly SortedDictionary<string, int> _names = new(StringComparer.Ordinal);

    /// <summary>Takes a name.</summary>
    /// <param name="name">Name.</param>
    /// <param name="files">Files that are left out by it.</param>
    public void Add(string name, int files = 1) => _names[name] = _names.GetValueOrDefault(name) + files;

    /// <summary>One line per name: what is asked, and how to answer.</summary>
    public IEnumerable<string> Questions() => _names.Select(n =>
        $"'{n.Key}': nothing tells whether this is a bird, and nothing becomes one by being listed; {n.Value} files left out. Say " +
        "what it is: " +
        "--kind " +
        $"\"{n.Key}={KindText.Allowed.Replace(", ", "|", StringComparison.Ordinal).Replace(" or ", "|", StringComparison.Ordinal)}\", " +
        "or --kind bird for all such names");
}
