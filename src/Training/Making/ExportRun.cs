using System.Globalization;
using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Fitting;
using AvianVox.Training.Naming;
using AvianVox.Training.Networks;
using AvianVox.Training.Torch;
using static TorchSharp.torch;

namespace AvianVox.Training.Making;

/// <summary>Makes a model package from the state of a run that was cut off, and compares it with torch on real windows.</summary>
/// <param name="request">What to do.</param>
/// <param name="monitor">Is told how it goes.</param>
/// <param name="time">For the trainer that holds the network.</param>
internal sealed class ExportRun(ExportRequest request, IWorkMonitor monitor, TimeProvider time)
{
    /// <summary>Runs.</summary>
    /// <param name="stop">Ends reading recordings.</param>
    /// <returns>The package as written, and its largest deviation from torch.</returns>
    /// <exception cref="WorkshopException">State or data cannot be used.</exception>
    public (ModelPackage Package, double Deviation) Run(CancellationToken stop)
    {
        TorchRuntime.Start(request.Threads);
        var state = TrainingState.Read(request.State);
        var makings = state.Makings;
        var clips = Load(makings, stop);
        using var network = Network(state);
        using var exported = new ExportedNetwork(
            network,
            new Trainer(network, makings.Recipe.Fit, time),
            (request.Name, request.Version, request.Licence),
            makings.Features,
            makings.Labels,
            clips);
        var kept = state.History.Last(e => e.Best);
        var written = exported.Write(
            request.Out,
            exported.Manifest with { Provenance = Provenance(state, kept, exported.Deviation) },
            Card(state, network, kept, exported.Manifest.DefaultThreshold, exported.Deviation),
            request.Replace);
        return (written, exported.Deviation);
    }

    private IReadOnlyList<Clip> Load(ModelMakings makings, CancellationToken stop)
    {
        var labels = new LabelMatch(makings.Labels);
        var options = new DataSetOptions { Kinds = KindChoices.Read(["noise"]), Stop = stop };
        var listed = DataSetReader.ReadAll(request.Data, monitor.Warn, options)
            .Where(r => labels.Find(r.Class) is not null)
            .Select(
                r => labels.Find(r.Class) is { } label ? r with { Class = new SoundClass(label.ScientificName, label.CommonName, label.Kind) } : r)
            .ToList();
        var clips = WindowSources.Prepare(
            makings.Recipe,
            ClipLoader.Load(
                listed, makings.Features, monitor.Warn, stop, (done, total) => monitor.Step("Reading recordings", done, total)));
        return clips.Count > 0
            ? clips
            : throw new WorkshopException(
                $"{string.Join(", ", request.Data)}: no recording that can be read is of a class that {request.State} knows " +
                $"({string.Join(", ", makings.Labels.Take(3).Select(l => l.CommonName))} ...), so there is nothing to compare on; " +
                "name data that it was trained on or tested by.");
    }

    private AcousticNetwork Network(TrainingState state)
    {
        var network = state.Makings.Recipe.Network.Create(NetworkShape.Of(state.Makings.Features, state.Makings.Labels.Count));
        if (NamedValues.Into(state.Result, network) == network.state_dict().Values.Count(v => v.dtype == ScalarType.Float32))
        {
            return network;
        }

        network.Dispose();
        throw new WorkshopException(
            $"{request.State}: its weights do not fit the network that it names; the file was changed, take one that avianvox-train " +
            "train wrote.");
    }

    private static ModelProvenance Provenance(TrainingState state, EpochReport kept, double deviation) => new()
    {
        Data = "not told by the training state",
        Split = "not told by the training state",
        Seed = state.Makings.Seed,
        Metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["onnx largest deviation"] = deviation,
            ["best epoch"] = kept.Epoch,
            ["best validation loss"] = Math.Round(kept.ValidationLoss, 4),
        },
        Notes = "Exported from the state of a run that was not done; not judged.",
    };

    private string Card(TrainingState state, AcousticNetwork network, EpochReport kept, double threshold, double deviation)
    {
        var (recipe, labels) = (state.Makings.Recipe, state.Makings.Labels);
        return string.Create(CultureInfo.InvariantCulture, $"""
            # {request.Name} {request.Version}

            Exported by `avianvox-train export` from the state of a training run after {state.History.Count} of {recipe.Fit.Epochs} epochs.

            **It has not been judged.** No threshold was chosen either: {threshold} is a default. `avianvox-train evaluate` tells how good it is.

            - Labels: {labels.Count}, of which {labels.Count(l => l.Kind == LabelKind.Bird)} are birds.
            - Recipe: `{recipe.Name}`, seed {state.Makings.Seed}. {recipe.Description}
            - Network: {recipe.Network.Sentence}. {network.Parameters:N0} parameters.
            - The weights are those of epoch {kept.Epoch}{(recipe.Fit.KeepBest ? ", which had the lowest validation loss" : ", the last")} (validation {kept.ValidationLoss:0.000}; training {kept.TrainingLoss:0.000}).
            - The exported network and the trained one differ by {deviation:0.0e+0} in probability at most, on real windows.
            - The state does not tell which recordings were trained on; their recordists and licences are to be named by whoever passes this package on.
            - Licence of the weights: {request.Licence}.
            """);
    }
}
