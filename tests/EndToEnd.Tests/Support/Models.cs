using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>The models that end-to-end tests run: those that ship, and the reference study's own, imported once per test run.</summary>
public sealed class Models : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string? _study;

    /// <summary>Folder of the model that a station runs where nothing else is said.</summary>
    public static string British { get; } = Path.Combine(ProjectRoot.Path, "models", "british-birds");

    /// <summary>Folder of the other model that ships.</summary>
    public static string California { get; } = Path.Combine(ProjectRoot.Path, "models", "california-birds");

    /// <summary>Folder of the study's model; skips the running test where its weights or the workshop are absent.</summary>
    public async Task<string> StudyAsync()
    {
        if (_study is null)
        {
            var weights = SharedData.Require("seed/CNN_v20_weights.best.hdf5");
            var labels = SharedData.Require("seed/species_labels.csv");
            var folder = _folder.File("study-v20");
            await using var import = Programs.Workshop(["import", "keras", weights, "--labels", labels, "--out", folder]);
            Assert.True(await import.ExitAsync() == 0, import.Transcript);
            _study = folder;
        }

        return _study;
    }

    /// <inheritdoc />
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
