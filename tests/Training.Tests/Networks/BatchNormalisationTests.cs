using AvianVox.Training.Networks;
using AvianVox.Training.Torch;
using static TorchSharp.torch;

namespace AvianVox.Training.Tests.Networks;

[Collection(nameof(TorchSeed))]
public sealed class BatchNormalisationTests
{
    [Fact]
    public void It_is_that_of_the_module_in_training_and_after_it()
    {
        TorchRuntime.Start(1);
        manual_seed(4);
        using var scope = NewDisposeScope();
        var (own, module) = (nn.BatchNorm2d(5), nn.BatchNorm2d(5));
        for (var pass = 0; pass < 4; pass++)
        {
            var input = (randn(6, 5, 7, 8) * 2) + 1;
            AssertSame(module.forward(input), BatchNormalisation.Forward(own, input));
        }

        AssertSame(module.running_mean!, own.running_mean!);
        AssertSame(module.running_var!, own.running_var!);
        module.eval();
        own.eval();
        var other = randn(6, 5, 7, 8);
        AssertSame(module.forward(other), BatchNormalisation.Forward(own, other));
    }

    [Fact]
    public void A_single_value_of_each_channel_has_no_variance_and_is_normalised_as_after_training()
    {
        TorchRuntime.Start(1);
        manual_seed(4);
        using var scope = NewDisposeScope();
        var norm = nn.BatchNorm2d(5);
        BatchNormalisation.Forward(norm, (randn(6, 5, 1, 1) * 2) + 1);
        var (mean, alone) = (NetworkValues.Of(norm.running_mean!), randn(1, 5, 1, 1));
        var actual = BatchNormalisation.Forward(norm, alone);
        Assert.Equal(mean, NetworkValues.Of(norm.running_mean!));
        norm.eval();
        AssertSame(BatchNormalisation.Forward(norm, alone), actual);
    }

    private static void AssertSame(Tensor expected, Tensor actual) => Assert.Equal(NetworkValues.Of(expected), NetworkValues.Of(actual));
}
