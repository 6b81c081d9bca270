using AvianVox.Training.Data;
using AvianVox.Training.Naming;
using AvianVox.Training.Recipes;
using AvianVox.Training.Store;

namespace AvianVox.Training.Making;

/// <summary>All that decides a training run: the same request on the same data gives the same model.</summary>
internal sealed record TrainingRequest
{
    /// <summary>Data folders.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Folder of the model package to write.</summary>
    public required string Out { get; init; }

    /// <summary>How it is made.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>Decides split, weights, dropout and draws.</summary>
    public int Seed { get; init; } = 37;

    /// <summary>Name of the model.</summary>
    public string Name { get; init; } = "mine";

    /// <summary>Version of the model.</summary>
    public string Version { get; init; } = "1.0";

    /// <summary>Licence of the weights.</summary>
    public string Licence { get; init; } = "CC-BY-NC-SA-4.0";

    /// <summary>Markdown for the card that says where the data sets come from; empty for none.</summary>
    public string Sources { get; init; } = "";

    /// <summary>Training state whose weights the run begins from where names and shapes agree; null: fresh weights.</summary>
    public string? Start { get; init; }

    /// <summary>Whether the state stays when all epochs are done, for other runs to begin from.</summary>
    public bool KeepState { get; init; }

    /// <summary>Whether a package at <see cref="Out"/> may be replaced.</summary>
    public bool Replace { get; init; }

    /// <summary>Where features of whole recordings are kept, for recipes with the study's windows.</summary>
    public StoreOptions Cache { get; init; } = new();

    /// <summary>How clips without a list are divided into classes.</summary>
    public ClassScheme Scheme { get; init; } = ClassScheme.Coarse;

    /// <summary>What names are of that do not tell; null asks.</summary>
    public KindChoices? Kinds { get; init; }

    /// <summary>
    /// Lists of the command split to divide by: a folder, or one of its partitions as FOLDER/fold0; null divides anew by the seed.
    /// </summary>
    public string? Split { get; init; }

    /// <summary>
    /// Folds of the training side that thresholds and temperature are chosen by; 0: the thresholds by validation recordings, and
    /// no temperature.
    /// </summary>
    public int Folds { get; init; }

    /// <summary>Folder of what those folds gave, beside the package.</summary>
    public string FoldsFolder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Out)) + ".folds";

    /// <summary>File of the run's learning curves, beside the package.</summary>
    public string CurvesFile => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Out)) + ".curves.html";

    /// <summary>Threads of torch; 0 for one per core.</summary>
    public int Threads { get; init; }

    /// <summary>File of the run's state, which a later run goes on from; beside the package, so that it is no part of it.</summary>
    public string StateFile => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Out)) + ".state";
}
