using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Files;
using AvianVox.Training.Fitting;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Splits;
using AvianVox.Training.Store;
using AvianVox.Training.Windows;
using static TorchSharp.torch;

namespace AvianVox.Training.CrossValidation;

/// <summary>
/// Trains on one side of a partition and hears the other. What is done is a file in a folder, and what is under way a state
/// there: the same run goes on where it was cut off.
/// </summary>
/// <param name="recipe">How the network is made.</param>
/// <param name="folder">Folder that exists.</param>
/// <param name="monitor">Is told how it goes.</param>
/// <param name="time">Measures speed.</param>
internal sealed class FoldRun(Recipe recipe, string folder, ITrainingMonitor monitor, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Windows per test recording at most, evenly spaced.</summary>
    public int Windows { get; init; } = 8;

    /// <summary>Whether the logits of each window are kept, and not only what they come to over a recording.</summary>
    public bool KeepLogits { get; init; }

    /// <summary>Training state whose weights each network begins from where names and shapes agree; null: fresh weights.</summary>
    public string? Start { get; init; }

    /// <summary>Where features of whole recordings are kept, for recipes with the study's windows.</summary>
    public StoreOptions Cache { get; init; } = new();

    /// <summary>Runs one fold with one seed. The last epoch counts: nothing is chosen by the test side.</summary>
    /// <param name="clips">All recordings.</param>
    /// <param name="labels">Labels; each recording of both sides is of one of them.</param>
    /// <param name="partition">Sides.</param>
    /// <param name="fold">Number of the fold.</param>
    /// <param name="seed">Decides weights, dropout and draws.</param>
    /// <param name="stop">Ends after the current step.</param>
    /// <exception cref="WorkshopException">A label has no training recording, or a result cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped before the last epoch was done.</exception>
    public (FoldResult Result, NetworkFacts Network) Run(
        IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, Partition partition, int fold, int seed, CancellationToken stop)
    {
        var training = partition.Training.Select(i => clips[i]).ToList();
        var identity = $"{RunIdentity.Of(recipe, seed, training)}/{Windows}/{(Start is null ? "" : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Start))))}{(KeepLogits ? "/logits" : "")}";
        var file = Path.Combine(folder, $"fold{fold}-seed{seed}.json");
        manual_seed(seed);
        using var network = recipe.Network.Create(NetworkShape.Of(recipe.Features, labels.Count));
        var facts = new NetworkFacts(network.Parameters, network.MultiplyAdds);
        if (Done(file, identity) is { } done)
        {
            return (done, facts);
        }

        if (Start is not null)
        {
            NamedValues.Into(TrainingState.Read(Start).Result, network);
        }

        using var windows = new WindowSources(Cache, monitor.Warn, time).Open(recipe, training, labels, seed, stop);

        // No validation: the last epoch counts, whatever the recipe keeps when it has recordings to choose by.
        var fit = recipe.Fit with { KeepBest = false };
        var trainer = new Trainer(network, fit, time);
        var state = Path.ChangeExtension(file, ".state");
        var history = trainer.Fit(
            new FitJob(windows.Source, null, seed)
            {
                State = new StateKeeping(state, identity, new ModelMakings(recipe with { Fit = fit }, labels, windows.Spec, seed)),
                Progress = monitor.Epoch,
                Step = monitor.Step,
            },
            stop);
        stop.ThrowIfCancellationRequested();
        var tested = partition.Test.Select(i => Test(trainer, clips[i], labels, windows.Spec)).ToList();
        var result = new FoldResult(identity, fold, seed, history[^1].TrainingLoss, history.Average(e => e.WindowsPerSecond), tested);
        SafeFile.Write(file, JsonSerializer.Serialize(result, Json));
        File.Delete(state);
        return (result, facts);
    }

    private TestedRecording Test(Trainer trainer, Clip clip, IReadOnlyList<Label> labels, Dsp.Features.FeatureSpec spec)
    {
        var windows = FixedWindows.Cut([clip], labels, spec, Windows)!;
        var right = labels.First(l => l.ScientificName == clip.Recording.Class.ScientificName).Index;
        var logits = trainer.Logits(windows.Windows).Chunk(labels.Count).ToArray();
        var accuracy = logits.Aggregate(default(Accuracy), (sum, window) => sum.With(window, right));
        return new TestedRecording(
            clip.Recording.Id,
            right,
            accuracy.Count,
            accuracy.First,
            accuracy.Five,
            ClipScores.Mean([.. logits.Select(window => Softmax.Of(window))]))
        {
            Logits = KeepLogits ? logits : null,
        };
    }

    private static FoldResult? Done(string file, string identity)
    {
        try
        {
            return File.Exists(file)
                && JsonSerializer.Deserialize<FoldResult>(File.ReadAllText(file, Encoding.UTF8), Json) is { } result
                && result.Identity == identity
                ? result
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
