using AvianVox.Training.Networks;

namespace AvianVox.Training.Tests.Networks;

public sealed class LayerWeightsTests
{
    [Fact]
    public void Folding_gives_the_layer_that_scales_and_shifts_its_inputs_itself()
    {
        // One output over two inputs with two kernel cells each.
        var layer = new LayerWeights([1, 2, 3, 4], [0.5f], 1, 2).Fold([10, 100], [0.1f, 0.01f]);
        Assert.Equal([10, 20, 300, 400], layer.Kernel);
        Assert.Equal(0.5f + (0.1f * 3) + (0.01f * 7), layer.Bias[0], 6);
    }
}
