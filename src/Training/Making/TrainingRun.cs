using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Training.CrossValidation;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Fitting;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Torch;
using AvianVox.Training.Windows;
using static TorchSharp.torch;

namespace AvianVox.Training.Making;

/// <summary>From data folders to a model package: split, fit, choose the threshold, measure, write.</summary>
/// <param name="request">What to do.</param>
/// <param name="monitor">Is told how it goes.</param>
/// <param name="time">Measures speed.</param>
internal sealed class TrainingRun(TrainingRequest request, ITrainingMonitor monitor, TimeProvider time)
{
    /// <summary>Things that reading data folders left out or brought together.</summary>
    private int _leftOut;

    /// <summary>Validation windows per recording.</summary>
    private const int ValidationWindows = 4;

    /// <summary>Runs. When stopped early the best weights so far are written.</summary>
    /// <param name="stop">Ends fitting after the current step; a second one is for the caller to make.</param>
    /// <returns>What was made.</returns>
    /// <exception cref="WorkshopException">The data cannot be used, or fitting was stopped before its first epoch.</exception>
    public Task<TrainingOutcome> RunAsync(CancellationToken stop) =>
        Task.Factory.StartNew(() => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private TrainingOutcome Run(CancellationToken stop)
    {
        if (!request.Replace && Directory.Exists(request.Out) && Directory.EnumerateFileSystemEntries(request.Out).Any())
        {
            // Found out only when the package is written, it would cost hours.
            throw new WorkshopException(
                $"Model package {request.Out}: the folder is not empty; name a new one, or ask for the package in it to be replaced " +
                "(--replace).");
        }

        TorchRuntime.Start(request.Threads);
        var recipe = request.Recipe;
        var (split, sides) = Divide(stop);
        var labels = LabelList.Of(sides[SplitSide.Training].Select(c => c.Recording));
        foreach (var side in sides.Keys.ToArray())
        {
            // A class without a training recording has no label, and cannot be judged.
            var known = labels.Select(l => l.ScientificName).ToHashSet(StringComparer.Ordinal);
            sides[side] = [.. sides[side].Where(c => known.Contains(c.Recording.Class.ScientificName))];
        }

        Tell(split, sides, labels);
        RequireWritable(recipe, labels);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(request.StateFile))!);
        var heldOut = request.Folds > 0 ? HoldOut([.. sides[SplitSide.Training], .. sides[SplitSide.Validation]], labels, stop) : [];
        using var windows = new WindowSources(request.Cache, monitor.Warn, time).Open(
            recipe, sides[SplitSide.Training], labels, request.Seed, stop);
        var spec = windows.Spec;
        var (network, trainer, history) = Fit(windows, sides, labels, stop);
        using (network)
        {
            var outcome = Finish(
                network,
                trainer,
                new TrainingFacts
                {
                    Request = request,
                    Split = split,
                    Sides = sides,
                    Labels = labels,
                    Spec = spec,
                    Network = new NetworkFacts(network.Parameters, network.MultiplyAdds),
                    History = history,
                    HeldOut = heldOut,
                });
            if (history.Count == recipe.Fit.Epochs && !request.KeepState)
            {
                // What was cut off can go on; what is done need not.
                File.Delete(request.StateFile);
                if (Directory.Exists(request.FoldsFolder))
                {
                    Directory.Delete(request.FoldsFolder, recursive: true);
                }
            }

            return outcome;
        }
    }

    /// <summary>Reads all recordings, brings what sounds the same together, and divides.</summary>
    private (RecordingSplit Split, Dictionary<SplitSide, IReadOnlyList<Clip>> Sides) Divide(CancellationToken stop)
    {
        var spec = request.Recipe.Features;
        var options = new DataSetOptions { Scheme = request.Scheme, Kinds = request.Kinds, Stop = stop };
        void Warn(string message)
        {
            _leftOut++;
            monitor.Warn(message);
        }

        var recordings = DataSetReader.ReadAll(request.Data, Warn, options);
        var clips = ClipLoader.LoadGrouped(recordings, spec, monitor.Warn, stop, monitor.Read);
        var split = request.Split is { } lists
            ? GivenSplit.Read(lists).Divide([.. clips.Select(c => c.Recording)], monitor.Warn)
            : RecordingSplit.Create([.. clips.Select(c => c.Recording)], request.Seed);
        var byRecording = clips.ToDictionary(c => (object)c.Recording, c => c, ReferenceEqualityComparer.Instance);
        var sides = Enum.GetValues<SplitSide>().ToDictionary(
            s => s, s => WindowSources.Prepare(request.Recipe, [.. split[s].Select(r => byRecording[r])]));
        return (split, sides);
    }

    private void Tell(RecordingSplit split, Dictionary<SplitSide, IReadOnlyList<Clip>> sides, IReadOnlyList<Label> labels)
    {
        if (split.Untestable.Count > 0)
        {
            monitor.Warn(
                $"No label for {string.Join(", ", split.Untestable.Take(10).Select(c => c.CommonName))}" +
                $"{(split.Untestable.Count > 10 ? $" and {split.Untestable.Count - 10} more" : "")}: one recording alone cannot both " +
                "train and test");
        }

        monitor.Say(
            $"{labels.Count} {(labels.Count == 1 ? "label" : "labels")}; {sides[SplitSide.Training].Count} recordings to train on, " +
            $"{sides[SplitSide.Validation].Count} " +
            $"to choose by, {sides[SplitSide.Test].Count} to test on");
        if (sides[SplitSide.Training].Count == 0)
        {
            throw new WorkshopException(
                "There is no recording to train on: no class has two recordings at least that can be read, one of which is held out " +
                "for the test.");
        }

        if (!labels.Any(l => l.Kind == LabelKind.Bird))
        {
            var message =
                $"There is no bird among the labels ({string.Join(", ", labels.Take(5).Select(l => l.CommonName))}): a station would " +
                "never tell anything. " +
                "Give recordings of birds: 'avianvox-train import folders DIR --out DATA' makes a list of folders per species.";

            // Where all that is there is known to be none, somebody wants such a model; where something was left out, it may be the birds.
            if (_leftOut > 0)
            {
                throw new WorkshopException(message);
            }

            monitor.Warn(message);
        }

        if (!labels.Any(l => l.Kind != LabelKind.Bird))
        {
            monitor.Say(
                "There are only birds among the labels: the model will take every sound for one of them, and how often it does " +
                "cannot be measured. " +
                "Give recordings of rain, wind, voices or dogs as another data folder.");
        }
    }

    /// <summary>
    /// Makes the package once before anything is fitted: what is wrong with its names, its labels or its place is told now, not
    /// after hours.
    /// </summary>
    private void RequireWritable(Recipe recipe, IReadOnlyList<Label> labels)
    {
        using var network = recipe.Network.Create(NetworkShape.Of(recipe.Features, labels.Count));
        var folder = Directory.CreateTempSubdirectory("avianvox-train-").FullName;
        try
        {
            var manifest = ExportedNetwork.ManifestOf((request.Name, request.Version, request.Licence), recipe.Features);
            ModelPackageWriter.Write(
                Path.Combine(folder, "model"), manifest, labels, network.ToOnnx(request.Name), "Nothing is fitted yet.");
        }
        catch (ModelPackageException fault)
        {
            throw new WorkshopException(
                $"No package could be made of this: {fault.Message.Replace(folder, "", StringComparison.Ordinal)}", fault);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private IReadOnlyList<HeldOutRecording> HoldOut(IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, CancellationToken stop)
    {
        try
        {
            return new HeldOutRun(request, monitor, time).Run(clips, labels, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new WorkshopException(
                "Stopped while thresholds were being prepared: there is no model to write yet. The same command goes on from " +
                $"{request.FoldsFolder}.");
        }
    }

    private (AcousticNetwork Network, Trainer Trainer, IReadOnlyList<EpochReport> History) Fit(
        TrainingWindows windows, Dictionary<SplitSide, IReadOnlyList<Clip>> sides, IReadOnlyList<Label> labels, CancellationToken stop)
    {
        manual_seed(request.Seed);
        var spec = windows.Spec;
        var network = request.Recipe.Network.Create(NetworkShape.Of(spec, labels.Count));
        monitor.Say($"Network: {network.Parameters:N0} parameters, {network.MultiplyAdds / 1e6:0.0} million multiply-adds a window");
        if (request.Start is not null)
        {
            monitor.Say(
                $"{NamedValues.Into(TrainingState.Read(request.Start).Result, network)} of its {network.state_dict().Count} tensors " +
                $"begin with the values of {request.Start}");
        }

        var trainer = new Trainer(network, request.Recipe.Fit, time);
        var history = trainer.Fit(
            new FitJob(
                windows.Source,
                FixedWindows.Cut(sides[SplitSide.Validation], labels, spec, ValidationWindows),
                request.Seed)
            {
                State = new StateKeeping(
                    request.StateFile,
                    RunIdentity.Of(request.Recipe, request.Seed, sides[SplitSide.Training]),
                    new ModelMakings(request.Recipe, labels, spec, request.Seed)),
                Progress = monitor.Epoch,
                Step = monitor.Step,
            },
            stop);
        return history.Count > 0
            ? (network, trainer, history)
            : throw new WorkshopException("Stopped before the first epoch was done: there is no model to write.");
    }

    private TrainingOutcome Finish(AcousticNetwork network, Trainer trainer, TrainingFacts facts)
    {
        var temperature = Temperature.Fit([.. facts.HeldOut.Select(h => (h.Windows, h.Right))]);
        network.ScaleLogits(1 / temperature);
        var clips = facts.Sides[SplitSide.Test].Count > 0 ? facts.Sides[SplitSide.Test] : facts.Sides[SplitSide.Training];
        using var exported = new ExportedNetwork(
            network, trainer, (request.Name, request.Version, request.Licence), facts.Spec, facts.Labels, clips);
        monitor.Say(
            FormattableString.Invariant(
                $"ONNX against torch on real windows: probabilities differ by {exported.Deviation:0.0e+0} at most"));
        var figures = Judge(exported.Draft, facts, temperature, exported.Deviation);
        var written = exported.Write(
            request.Out,
            exported.Manifest with
            {
                DefaultThreshold = figures.Thresholds.Standard,
                Thresholds = figures.Thresholds.Own,
                Provenance = Provenance.Of(facts, figures),
            },
            ModelCard.Write(facts, figures),
            request.Replace,
            new Dictionary<string, string> { [TrainedOn.FileName] = Attribution.Text(facts) });
        WriteCurves(facts.History);
        return new TrainingOutcome(written, figures);
    }

    private void WriteCurves(IReadOnlyList<EpochReport> history)
    {
        try
        {
            LearningCurves.Write(request.CurvesFile, request.Name, history);
            monitor.Say($"Learning curves: {request.CurvesFile}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The package is there, and worth more than a picture of how it came about.
            monitor.Warn($"Learning curves cannot be written to {request.CurvesFile}: {fault.Message}");
        }
    }

    private ModelFigures Judge(ModelPackage package, TrainingFacts facts, double temperature, double deviation)
    {
        monitor.Say("Judging the package on recordings that it was not fitted to");
        using var scorer = ClipScorer.AtHalfWindows(package);
        IReadOnlyList<ClipScores> choosing = facts.HeldOut.Count > 0
            ? [.. facts.HeldOut.Select(h => new ClipScores(h.Clip, [.. h.Windows.Select(w => Softmax.Of(w, temperature))]))]
            : [.. facts.Sides[SplitSide.Validation].Select(scorer.Score)];
        var test = facts.Sides[SplitSide.Test].Select(scorer.Score).ToList();
        static bool IsBird(ClipScores s) => s.Clip.Recording.Class.Kind == LabelKind.Bird;
        var thresholds = ThresholdChoice.Choose([.. choosing.Where(IsBird)], [.. choosing.Where(s => !IsBird(s))], facts.Labels);
        return new ModelFigures(thresholds, temperature, deviation, test, facts.Labels, facts.Spec.SampleRate);
    }
}
