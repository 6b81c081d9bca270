using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Torch;
using AvianVox.Training.Windows;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AvianVox.Training.Fitting;

/// <summary>Fits a network by Adam on cross-entropy, and goes on where an earlier run was cut off.</summary>
internal sealed class Trainer
{
    private readonly AcousticNetwork _network;
    private readonly FitOptions _options;
    private readonly TimeProvider _time;
    private readonly long[] _inputShape;

    /// <summary>Prepares to fit.</summary>
    /// <param name="network">Network, fresh or with weights to begin from.</param>
    /// <param name="options">How.</param>
    /// <param name="time">Measures speed.</param>
    public Trainer(AcousticNetwork network, FitOptions options, TimeProvider time)
    {
        _network = network;
        _options = options;
        _time = time;
        _inputShape = [-1, 1, network.Shape.Rows, network.Shape.Frames];
    }

    /// <summary>Fits; at the end, or when stopped, the network has the weights that are to be kept.</summary>
    /// <remarks>
    /// Windows are drawn between the steps and not beside them: the network's threads wait for one another after every layer,
    /// and where a thread that draws takes one's core away, all of them wait. Drawing has all cores in its turn.
    /// </remarks>
    /// <param name="job">What to work on.</param>
    /// <param name="stop">Ends after the current step.</param>
    /// <returns>The epochs that were completed; empty when stopped before the first.</returns>
    /// <exception cref="WorkshopException">The state file belongs to another run, or cannot be read or written.</exception>
    public IReadOnlyList<EpochReport> Fit(FitJob job, CancellationToken stop)
    {
        using var adam = Optimiser();
        using var average = _options.Averaging > 0 ? new WeightAverage(_network, _options.Averaging) : null;
        var history = new List<EpochReport>();
        IReadOnlyDictionary<string, NamedValues> best = new Dictionary<string, NamedValues>();
        if (job.State is { } kept && File.Exists(kept.File))
        {
            best = TakeUp(job, kept, adam, average, history);
        }

        // What a stopped epoch has done so far is dropped: the kept weights are those of a whole epoch.
        IReadOnlyDictionary<string, NamedValues>? last = history.Count > 0 ? Kept(average) : null;
        while (history.Count < _options.Epochs && Epoch(job, adam, average, history.Count, stop) is { } done)
        {
            average?.Swap();
            var (validationLoss, validationAccuracy) = job.Validation is null ? (done.Loss, done.Accuracy) : Validate(job.Validation);
            average?.Swap();
            var isBest = !_options.KeepBest || history.All(e => validationLoss < e.ValidationLoss);
            history.Add(
                new EpochReport(
                    history.Count + 1,
                    done.Loss,
                    done.Accuracy,
                    validationLoss,
                    validationAccuracy,
                    done.WindowsPerSecond,
                    isBest));
            last = Kept(average);
            best = _options.KeepBest && isBest ? last : best;
            if (job.State is { } keeping)
            {
                TrainingState.Of(keeping, history, _network, average, best, adam).Write(keeping.File);
            }

            job.Progress(history[^1]);
        }

        if ((best.Count > 0 ? best : last) is { } result)
        {
            NamedValues.Into(result, _network);
        }

        _network.eval();
        return history;
    }

    /// <summary>Logits of windows, with dropout off.</summary>
    /// <param name="windows">Windows behind one another.</param>
    /// <returns>[windows, classes], C order.</returns>
    public float[] Logits(float[] windows)
    {
        TorchRuntime.HoldThreads();
        _network.eval();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var values = _network.Shape.Rows * _network.Shape.Frames;
        var logits = new List<float>();
        for (var at = 0; at < windows.Length; at += _options.Batch * values)
        {
            using var inner = NewDisposeScope();
            var part = windows.AsSpan(at, Math.Min(_options.Batch * values, windows.Length - at)).ToArray();
            logits.AddRange(_network.forward(tensor(part).reshape(_inputShape)).data<float>().ToArray());
        }

        return [.. logits];
    }

    /// <summary>All steps of an epoch.</summary>
    /// <returns>Mean loss, accuracy and speed; null when stopped before its end.</returns>
    private (double Loss, double Accuracy, double WindowsPerSecond)? Epoch(
        FitJob job, AdamW adam, WeightAverage? average, int epoch, CancellationToken stop)
    {
        // Dropout depends on the epoch alone, so that a run taken up goes as it would have gone.
        manual_seed(unchecked((job.Seed * 1_000_003) + epoch));
        var steps = job.Windows.BatchesPerEpoch * _options.Epochs;
        var (done, seen, lossSum, right, began) = (0, 0, 0.0, 0L, _time.GetTimestamp());
        foreach (var batch in job.Windows.Epoch(epoch))
        {
            if (stop.IsCancellationRequested)
            {
                return null;
            }

            var step = (epoch * job.Windows.BatchesPerEpoch) + done;
            foreach (var group in adam.ParamGroups)
            {
                group.LearningRate = _options.RateAt(step, steps);
            }

            var (loss, hits) = Step(adam, batch);
            if (!double.IsFinite(loss))
            {
                throw new WorkshopException(
                    $"The loss is no number any more after step {done + 1} of epoch {epoch + 1}: the fit has run away. Lower " +
                    "fit.learningRate of the recipe, " +
                    "or look whether its features suit the recordings; what was kept before is untouched.");
            }

            average?.Add(step);
            (done, seen, lossSum, right) = (done + 1, seen + batch.Count, lossSum + loss, right + hits);
            job.Step((step + 1) * _options.Batch, steps * _options.Batch, lossSum / done, (double)right / seen);
        }

        return (lossSum / done, (double)right / seen, seen / _time.GetElapsedTime(began).TotalSeconds);
    }

    private AdamW Optimiser()
    {
        // Without decay this is Adam. Kernels decay; norms and biases, which have one axis, do not.
        var all = _network.named_parameters().Select(p => p.parameter).ToLookup(p => p.dim() > 1);
        return optim.AdamW(
            [
                new AdamW.ParamGroup(
                    all[true],
                    new AdamW.Options { LearningRate = _options.LearningRate, weight_decay = _options.WeightDecay, eps = _options.Epsilon }),
                new AdamW.ParamGroup(
                    all[false], new AdamW.Options { LearningRate = _options.LearningRate, weight_decay = 0, eps = _options.Epsilon }),
            ],
            _options.LearningRate, eps: _options.Epsilon, weight_decay: _options.WeightDecay);
    }

    private IReadOnlyDictionary<string, NamedValues> TakeUp(
        FitJob job, StateKeeping kept, AdamW adam, WeightAverage? average, List<EpochReport> history)
    {
        var state = TrainingState.Read(kept.File);
        if (state.Identity != kept.Identity)
        {
            throw new WorkshopException(
                $"{kept.File} belongs to a run with another recipe, seed or data, or to one of another version; name another folder, " +
                "or remove this file to begin anew.");
        }

        NamedValues.Into(state.Weights, _network);
        state.Restore(adam);
        average?.Restore(state.Average);
        history.AddRange(state.History);
        foreach (var epoch in history)
        {
            job.Progress(epoch);
        }

        return state.Best;
    }

    private IReadOnlyDictionary<string, NamedValues> Kept(WeightAverage? average) => average?.Values() ?? NamedValues.Of(_network);

    private (double Loss, long Right) Step(AdamW adam, WindowBatch batch)
    {
        TorchRuntime.HoldThreads();
        _network.train();
        using var scope = NewDisposeScope();
        adam.zero_grad();
        var targets = tensor(batch.Targets).reshape(batch.Count, -1);
        var smoothed = (targets * (1 - _options.LabelSmoothing)) + (_options.LabelSmoothing / targets.shape[1]);
        var heads = _network.Heads(tensor(batch.Windows).reshape(_inputShape));
        var loss = stack(heads.Select(logits => Loss(logits, smoothed))).mean();
        loss.backward();
        _network.FinishGradients();
        adam.step();
        return (loss.item<float>(), stack(heads).mean([0]).argmax(1).eq(targets.argmax(1)).sum().item<long>());
    }

    private (double Loss, double Accuracy) Validate(WindowBatch validation)
    {
        using var scope = NewDisposeScope();
        var logits = tensor(Logits(validation.Windows)).reshape(validation.Count, -1);
        var targets = tensor(validation.Targets).reshape(validation.Count, -1);
        return (Loss(logits, targets).item<float>(), logits.argmax(1).eq(targets.argmax(1)).to(float32).mean().item<float>());
    }

    private static Tensor Loss(Tensor logits, Tensor targets) => -(targets * nn.functional.log_softmax(logits, 1)).sum(1).mean();
}
