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

    private static void AssertSame(Tensor expected, Tensor actual) => Assert.Equal(NetworkValues.Of(expected), NetworkValues.Of(actual));
}
