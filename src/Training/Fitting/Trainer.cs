using AvianVox.Training.Networks;
using static TorchSharp.torch;

namespace AvianVox.Training.Fitting;

/// <summary>Fits a network by Adam on cross-entropy and keeps the weights of the epoch with the lowest validation loss.</summary>
internal sealed class Trainer
{
    private readonly SpeciesNetwork _network;
    private readonly FitOptions _options;
    private readonly TimeProvider _time;
    private readonly long[] _inputShape;

    /// <summary>Prepares to fit.</summary>
    /// <param name="network">Network, fresh.</param>
    /// <param name="options">How.</param>
    /// <param name="time">Measures speed.</param>
    public Trainer(SpeciesNetwork network, FitOptions options, TimeProvider time)
    {
        _network = network;
        _options = options;
        _time = time;
        _inputShape = [-1, 1, network.Shape.Rows, network.Shape.Frames];
    }

    /// <summary>Fits; at the end, or when stopped, the network has its best weights.</summary>
    /// <param name="windows">Training windows.</param>
    /// <param name="validation">Validation windows, or null.</param>
    /// <param name="progress">Receives epochs.</param>
    /// <param name="step">Receives the number of windows seen and the running loss and accuracy after each step.</param>
    /// <param name="stop">Ends after the current step.</param>
    /// <returns>The epochs that were completed; empty when stopped before the first.</returns>
    public async Task<IReadOnlyList<EpochReport>> FitAsync(TrainingWindows windows, WindowBatch? validation, Action<EpochReport> progress, Action<int, double, double> step, CancellationToken stop)
    {
        var steps = Math.Max(1, _options.WindowsPerEpoch / _options.Batch);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var source = new BatchSource(windows, _network.Shape.Rows * _network.Shape.Frames, _options.Batch, steps * _options.Epochs, cut.Token);
        using var adam = optim.Adam(_network.parameters(), _options.LearningRate, eps: 1e-7);
        var history = new List<EpochReport>();
        var best = new Dictionary<string, Tensor>();
        try
        {
            var (done, lossSum, right, began) = (0, 0.0, 0L, _time.GetTimestamp());
            await foreach (var batch in source.ReadAllAsync(stop).ConfigureAwait(false))
            {
                foreach (var group in adam.ParamGroups)
                {
                    group.LearningRate = _options.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * ((history.Count * steps) + done) / (steps * _options.Epochs)));
                }

                var (loss, hits) = Step(adam, batch);
                (done, lossSum, right) = (done + 1, lossSum + loss, right + hits);
                step(((history.Count * steps) + done) * _options.Batch, lossSum / done, (double)right / (done * _options.Batch));
                if (done < steps)
                {
                    continue;
                }

                var speed = steps * _options.Batch / _time.GetElapsedTime(began).TotalSeconds;
                var (trainingLoss, trainingAccuracy) = (lossSum / steps, (double)right / (steps * _options.Batch));
                var (validationLoss, validationAccuracy) = validation is null ? (trainingLoss, trainingAccuracy) : Validate(validation);
                var isBest = history.All(e => validationLoss < e.ValidationLoss);
                history.Add(new EpochReport(history.Count + 1, trainingLoss, trainingAccuracy, validationLoss, validationAccuracy, speed, isBest));
                if (isBest)
                {
                    Keep(best);
                }

                progress(history[^1]);
                (done, lossSum, right, began) = (0, 0, 0, _time.GetTimestamp());
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped by the user: what is best so far counts.
        }
        finally
        {
            await cut.CancelAsync().ConfigureAwait(false);
            await source.EndedAsync().ConfigureAwait(false);
        }

        Restore(best);
        _network.eval();
        return history;
    }

    /// <summary>Logits of windows, with dropout off.</summary>
    /// <param name="windows">Windows behind one another.</param>
    /// <returns>[windows, classes], C order.</returns>
    public float[] Logits(float[] windows)
    {
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

    private (double Loss, long Right) Step(optim.Optimizer adam, WindowBatch batch)
    {
        _network.train();
        using var scope = NewDisposeScope();
        var labels = tensor(batch.Labels);
        adam.zero_grad();
        var logits = _network.forward(tensor(batch.Windows).reshape(_inputShape));
        var loss = nn.functional.cross_entropy(logits, labels, label_smoothing: _options.LabelSmoothing);
        loss.backward();
        _network.FinishGradients();
        adam.step();
        return (loss.item<float>(), logits.argmax(1).eq(labels).sum().item<long>());
    }

    private (double Loss, double Accuracy) Validate(WindowBatch validation)
    {
        using var scope = NewDisposeScope();
        var logits = tensor(Logits(validation.Windows)).reshape(validation.Labels.Length, -1);
        var labels = tensor(validation.Labels);
        return (nn.functional.cross_entropy(logits, labels).item<float>(), logits.argmax(1).eq(labels).to(float32).mean().item<float>());
    }

    private void Keep(Dictionary<string, Tensor> best)
    {
        foreach (var (name, value) in _network.state_dict())
        {
            if (best.Remove(name, out var old))
            {
                old.Dispose();
            }

            best[name] = value.detach().clone().DetachFromDisposeScope();
        }
    }

    private void Restore(Dictionary<string, Tensor> best)
    {
        if (best.Count == 0)
        {
            return;
        }

        _network.load_state_dict(best);
        foreach (var value in best.Values)
        {
            value.Dispose();
        }
    }
}
