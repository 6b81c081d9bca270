using static TorchSharp.torch;

namespace AvianVox.Training.Fitting;

/// <summary>
/// Moving average of a network's values over the steps, which scores better than the values of any one step (Polyak and Juditsky
/// 1992).
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly nn.Module _network;
    private readonly double _decay;
    private readonly Dictionary<string, Tensor> _mean = [];

    /// <summary>Begins with the network's values as they are.</summary>
    /// <param name="network">Network.</param>
    /// <param name="decay">How much of the average stays at each step.</param>
    public WeightAverage(nn.Module network, double decay)
    {
        (_network, _decay) = (network, decay);
        foreach (var (name, value) in network.state_dict().Where(s => s.Value.dtype == ScalarType.Float32))
        {
            _mean[name] = value.detach().clone().DetachFromDisposeScope();
        }
    }

    /// <summary>Takes in a step.</summary>
    /// <param name="step">Number of the step, from 0: the first ones count for more, so that the beginning is soon forgotten.</param>
    public void Add(int step)
    {
        using var frozen = no_grad();
        var stays = Math.Min(_decay, (step + 1.0) / (step + 10.0));
        foreach (var (name, value) in _network.state_dict())
        {
            if (_mean.TryGetValue(name, out var mean))
            {
                mean.mul_(stays).add_(value, alpha: 1 - stays);
            }
        }
    }

    /// <summary>Exchanges the network's values and the average; a second call undoes it.</summary>
    public void Swap()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (name, value) in _network.state_dict())
        {
            if (_mean.TryGetValue(name, out var mean))
            {
                var own = value.clone();
                value.copy_(mean);
                mean.copy_(own);
            }
        }
    }

    /// <summary>The average, outside torch.</summary>
    public IReadOnlyDictionary<string, NamedValues> Values() =>
        new SortedDictionary<string, NamedValues>(
            _mean.ToDictionary(m => m.Key, m => new NamedValues(m.Value.shape, Networks.NetworkValues.Of(m.Value))),
            StringComparer.Ordinal);

    /// <summary>Puts the average back to earlier values.</summary>
    /// <param name="values">Values by name.</param>
    public void Restore(IReadOnlyDictionary<string, NamedValues> values)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (name, mean) in _mean)
        {
            mean.copy_(tensor(values[name].Values).reshape(values[name].Shape));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var mean in _mean.Values)
        {
            mean.Dispose();
        }
    }
}
