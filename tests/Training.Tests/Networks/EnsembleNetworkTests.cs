using AvianVox.Training.Fitting;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Torch;
using AvianVox.Training.Windows;
using static TorchSharp.torch;

namespace AvianVox.Training.Tests.Networks;

[Collection(nameof(TorchSeed))]
public sealed class EnsembleNetworkTests
{
    private const int Rows = 36;
    private const int Frames = 48;
    private const int Classes = 3;

    private static readonly EnsembleDesign Design = new()
    {
        // The study's network of version 20's shape finishes gradients on its own.
        Members =
        [
            new TextureDesign { Segment = 24, ModulationBands = 5, Dropout = 0 }, new StudyDesign { Filters = [64, 8], Dropout = 0 },
        ],
    };

    [Fact]
    public void Its_logits_are_the_mean_of_its_members()
    {
        using var scope = NewDisposeScope();
        using var network = Create();
        network.eval();
        var input = randn(2, 1, Rows, Frames);
        var heads = network.Heads(input);
        Assert.Equal(2, heads.Count);
        Assert.NotEqual(NetworkValues.Of(heads[0]), NetworkValues.Of(heads[1]));
        Assert.All(
            NetworkValues.Of((heads[0] + heads[1]) / 2).Zip(NetworkValues.Of(network.forward(input))),
            v => Assert.Equal(v.First, v.Second, 1e-5f));
    }

    [Fact]
    public void Scaled_logits_are_the_logits_times_the_factor()
    {
        using var scope = NewDisposeScope();
        using var network = Create();
        network.eval();
        var input = randn(2, 1, Rows, Frames);
        var before = NetworkValues.Of(network.forward(input));
        network.ScaleLogits(0.5);
        Assert.All(before.Zip(NetworkValues.Of(network.forward(input))), v => Assert.Equal(v.First / 2, v.Second, 1e-5f));
    }

    [Fact]
    public void It_has_the_sizes_of_its_members_together()
    {
        using var network = Create();
        using var first = Design.Members[0].Create(network.Shape);
        using var second = Design.Members[1].Create(network.Shape);
        Assert.Equal(first.Parameters + second.Parameters, network.Parameters);
        Assert.Equal(first.MultiplyAdds + second.MultiplyAdds, network.MultiplyAdds);
    }

    [Fact]
    public void Training_moves_every_weight_of_every_member()
    {
        using var network = Create();
        var before = NamedValues.Of(network);
        var batch = WindowBatch.Empty(8, Rows * Frames, Classes);
        var random = new Random(4);
        for (var i = 0; i < batch.Count; i++)
        {
            batch.Target(i)[i % Classes] = 1;
            foreach (ref var value in batch.Window(i))
            {
                value = (float)random.NextDouble();
            }
        }

        var trainer = new Trainer(
            network, new FitOptions { Epochs = 2, Batch = 8, LearningRate = 1e-2, KeepBest = false }, TimeProvider.System);
        Assert.Equal(2, trainer.Fit(new FitJob(new SameWindows(batch), null, 1), TestContext.Current.CancellationToken).Count);
        var after = NamedValues.Of(network);
        Assert.All(network.named_parameters(), p => Assert.NotEqual(before[p.name].Values, after[p.name].Values));
    }

    private static AcousticNetwork Create()
    {
        TorchRuntime.Start(1);
        manual_seed(5);
        return Design.Create(new NetworkShape(Rows, Frames, 0, Classes));
    }

    private sealed class SameWindows(WindowBatch batch) : IWindowSource
    {
        public int BatchesPerEpoch => 4;

        public IEnumerable<WindowBatch> Epoch(int epoch) => Enumerable.Repeat(batch, BatchesPerEpoch);
    }
}
