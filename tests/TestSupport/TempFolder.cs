namespace AvianVox.TestSupport;

/// <summary>A new empty folder that is deleted with all its files on disposal.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("avianvox-test-").FullName;

    /// <summary>Full path of a file in it.</summary>
    /// <param name="name">Path below the folder.</param>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
