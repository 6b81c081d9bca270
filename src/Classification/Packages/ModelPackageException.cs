namespace AvianVox.Classification.Packages;

/// <summary>A model package that does not hold together. The message names the file, the key, the value and what is allowed.</summary>
/// <param name="message">What is wrong and where.</param>
/// <param name="inner">The cause, if any.</param>
public sealed class ModelPackageException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Tells all faults of a package at once.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="faults">At least one fault, each beginning with the file's name.</param>
    /// <param name="inner">The cause of the first one, if any.</param>
    public ModelPackageException(string folder, IReadOnlyList<string> faults, Exception? inner = null)
        : this(Describe(folder, faults), inner) => Faults = faults;

    /// <summary>The faults one by one, each beginning with the file's name; empty when the message is all there is.</summary>
    public IReadOnlyList<string> Faults { get; } = [];

    private static string Describe(string folder, IReadOnlyList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return faults.Count == 1
            ? $"Model package {folder}: {faults[0]}."
            : $"Model package {folder} has {faults.Count} faults:{string.Concat(faults.Select(f => $"\n  {f}."))}";
    }
}
