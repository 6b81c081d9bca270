using AvianVox.Training.Networks;
using AvianVox.Training.Torch;
using static TorchSharp.torch;

namespace AvianVox.Training.Tests.Networks;

[Collection(nameof(TorchSeed))]
public sealed class FirstBlockTests
{
    private const int Windows = 3;

    [Theory]
    [InlineData(128, 128, 8)]
    [InlineData(37, 50, 5)]
    public void Output_and_gradients_equal_those_of_torch(int rows, int frames, int filters)
    {
        TorchRuntime.Start(1);
        manual_seed(1);
        using var scope = NewDisposeScope();
        var input = randn(Windows, 1, rows, frames);
        var kernel = randn([filters, 1, 3, 3], requires_grad: true);
        var bias = randn([filters], requires_grad: true);
        var expected = nn.functional.max_pool2d(nn.functional.conv2d(input, kernel, bias), 3).relu();
        var gradient = randn(expected.shape);
        expected.backward([gradient]);

        var block = new FirstBlock(rows, frames, filters);
        var output = block.Forward(Values(input), Values(kernel), Values(bias));
        var kernelGradient = new float[filters * 9];
        var biasGradient = new float[filters];
        block.Backward(gradient, kernelGradient, biasGradient);

        Assert.Equal(expected.shape, output.shape);
        AssertClose(Values(expected), Values(output), 1e-5f);
        AssertClose(Values(kernel.grad!), kernelGradient, 2e-3f);
        AssertClose(Values(bias.grad!), biasGradient, 2e-3f);
    }

    [Fact]
    public void Dropout_leaves_out_its_share_makes_up_for_it_and_is_decided_by_the_seed()
    {
        const double Share = 0.2;
        TorchRuntime.Start(1);
        manual_seed(2);
        using var scope = NewDisposeScope();
        var input = randn(Windows, 1, 64, 64);
        var kernel = randn([16, 1, 3, 3], requires_grad: true);
        var bias = ones([16], requires_grad: true);
        var block = new FirstBlock(64, 64, 16);
        var plain = Values(block.Forward(Values(input), Values(kernel), Values(bias)));
        var dropped = Values(block.Forward(Values(input), Values(kernel), Values(bias), Share, 7));
        float[] mask = [.. plain.Zip(dropped, (all, left) => all > 0 && left == 0 ? 0f : (float)(1 / (1 - Share)))];
        AssertClose([.. plain.Zip(mask, (all, kept) => all * kept)], dropped, 1e-4f);
        Assert.InRange(mask.Count(m => m == 0) / (double)plain.Count(v => v > 0), Share - 0.01, Share + 0.01);

        // The way back is torch's through the same mask.
        var maps = nn.functional.max_pool2d(nn.functional.conv2d(input, kernel, bias), 3)
            .relu() * tensor(mask)
            .reshape(Windows, 16, 20, 20);
        var gradient = randn(maps.shape);
        maps.backward([gradient]);
        var (kernelGradient, biasGradient) = (new float[16 * 9], new float[16]);
        block.Backward(gradient, kernelGradient, biasGradient);
        AssertClose(Values(kernel.grad!), kernelGradient, 2e-3f);
        AssertClose(Values(bias.grad!), biasGradient, 2e-3f);

        Assert.Equal(dropped, Values(block.Forward(Values(input), Values(kernel), Values(bias), Share, 7)));
        Assert.NotEqual(dropped, Values(block.Forward(Values(input), Values(kernel), Values(bias), Share, 8)));
    }

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"value {i}: {actual[i]}, torch has {expected[i]}");
        }
    }
}
