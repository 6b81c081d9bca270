using AvianVox.Training.Data;
using AvianVox.Training.Naming;
using AvianVox.Training.Recipes;
using AvianVox.Training.Splits;
using AvianVox.Training.Store;

namespace AvianVox.Training.CrossValidation;

/// <summary>All that decides a cross-validation.</summary>
internal sealed record CrossValidationRequest
{
    /// <summary>Data folders whose recordings are tested.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>How the network is made.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>How clips without a list are divided into classes.</summary>
    public ClassScheme Scheme { get; init; } = ClassScheme.Coarse;

    /// <summary>What stays on one side; null: the folds that the data set's makers made.</summary>
    public SplitRule? Rule { get; init; } = SplitRule.Recording;

    /// <summary>Number of folds, from 2; not used where the data set has its own.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Decides the folds, the same for all seeds.</summary>
    public uint FoldSeed { get; init; } = 37;

    /// <summary>Decide weights, dropout and draws: everything is done once for each.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2];

    /// <summary>Recordings that a class needs; classes with fewer are left out.</summary>
    public int AtLeast { get; init; } = 2;

    /// <summary>Windows per test recording at most, evenly spaced.</summary>
    public int Windows { get; init; } = 8;

    /// <summary>Training state whose weights each network begins from where names and shapes agree; null: fresh weights.</summary>
    public string? Start { get; init; }

    /// <summary>Folder for the figures; folds that are there already are not done again.</summary>
    public required string Out { get; init; }

    /// <summary>Where features of whole recordings are kept, for recipes with the study's windows.</summary>
    public StoreOptions Cache { get; init; } = new();

    /// <summary>Threads of torch; 0 for one per core.</summary>
    public int Threads { get; init; }

    /// <summary>What names are of that do not tell; null asks.</summary>
    public KindChoices? Kinds { get; init; }
}
