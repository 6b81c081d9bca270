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
        block.Backward(Values(gradient), kernelGradient, biasGradient);

        Assert.Equal((expected.shape[2], expected.shape[3]), ((long)block.PooledShape.Rows, (long)block.PooledShape.Frames));
        AssertClose(Values(expected), output, 1e-5f);
        AssertClose(Values(kernel.grad!), kernelGradient, 2e-3f);
        AssertClose(Values(bias.grad!), biasGradient, 2e-3f);
    }

    private static float[] Values(Tensor tensor) => tensor.detach().data<float>().ToArray();

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"value {i}: {actual[i]}, torch has {expected[i]}");
        }
    }
}
