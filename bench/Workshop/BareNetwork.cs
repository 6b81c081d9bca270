using AvianVox.Training.Networks;
using static TorchSharp.torch;

namespace AvianVox.Bench.Workshop;

/// <summary>
/// The network alone: forward, backward and a step of AdamW on the same synthetic tensors over and over, nothing else. What a
/// training loop is measured against.
/// </summary>
internal sealed class BareNetwork : IDisposable
{
    private readonly AcousticNetwork _network;
    private readonly optim.Optimizer _adam;
    private readonly Tensor _windows;
    private readonly Tensor _targets;

    /// <summary>Prepares.</summary>
    /// <param name="network">Network; disposed with this object.</param>
    /// <param name="batch">Windows a step.</param>
    public BareNetwork(AcousticNetwork network, int batch)
    {
        _network = network;
        _adam = optim.AdamW(network.parameters(), 1e-3);
        _windows = randn(batch, 1, network.Shape.Rows, network.Shape.Frames);
        _targets = randint(network.Shape.Classes, [batch], dtype: ScalarType.Int64);
        network.train();
    }

    /// <summary>Takes steps.</summary>
    /// <param name="count">How many.</param>
    public void Steps(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            _adam.zero_grad();
            nn.functional.cross_entropy(_network.forward(_windows), _targets).backward();

            // The study's first block has its gradients outside torch's graph; they are part of the network.
            _network.FinishGradients();
            _adam.step();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _windows.Dispose();
        _targets.Dispose();
        _adam.Dispose();
        _network.Dispose();
    }
}
