using System.Text;
using AvianVox.Training.Files;

namespace AvianVox.Training.Splits;

/// <summary>Writes a split's folder as a whole or not at all.</summary>
internal static class SplitFolder
{
    private static readonly ResultFolder Kind = new("split", SplitFiles.FactsName);

    /// <summary>Checks that a target may be written.</summary>
    /// <param name="folder">Target.</param>
    /// <param name="replace">Whether a split there may be replaced. Anything else there never is.</param>
    /// <exception cref="WorkshopException">It is taken.</exception>
    public static void RequireFree(string folder, bool replace) => Kind.RequireFree(folder, replace);

    /// <summary>Writes into a hidden folder beside the target, which then takes the target's name.</summary>
    /// <param name="folder">Target. Its parents are made where they are missing.</param>
    /// <param name="files">Text by name.</param>
    /// <param name="replace">Whether a split there may be replaced.</param>
    /// <exception cref="WorkshopException">The target is taken.</exception>
    /// <exception cref="IOException">Writing failed; the target is as it was.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, string> files, bool replace) =>
        Kind.Write(folder, files.ToDictionary(f => f.Key, f => Encoding.UTF8.GetBytes(f.Value)), replace);
}
