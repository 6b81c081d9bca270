using AvianVox.Training.Networks;
using AvianVox.Training.Torch;
using static TorchSharp.torch;

namespace AvianVox.Training.Tests.Networks;

[Collection(nameof(TorchSeed))]
public sealed class NetworkExportTests
{
    private const int Rows = 36;
    private const int Frames = 50;
    private const int Mfcc = 8;
    private const int Classes = 5;
    private const int Windows = 4;

    public static TheoryData<string> Designs => [.. All.Keys];

    private static Dictionary<string, NetworkDesign> All { get; } = new()
    {
        ["study"] = new StudyDesign { Filters = [6, 7] },
        ["study with batch norm"] = new StudyDesign { Filters = [6, 7], BatchNorm = true },
        ["study 1x4"] = new StudyDesign { Filters = [4, 5], Kernel = [1, 4], Pools = [[1, 4], [1, 2]] },
        ["plain"] = new ConvolutionalDesign { Filters = [4, 6, 8] },
        ["residual"] = new ConvolutionalDesign
        {
            Filters = [4, 6, 6],
            Block = BlockKind.Residual,
            Norm = InputNorm.None,
            Pooling = TimePooling.Mean,
        },
        ["depthwise"] = new ConvolutionalDesign { Filters = [4, 6, 8], Block = BlockKind.Depthwise, Norm = InputNorm.Band },
        ["attention on PCEN"] = new ConvolutionalDesign { Filters = [4, 6, 8], Norm = InputNorm.Pcen, Pooling = TimePooling.Attention },
        ["limited range"] = new ConvolutionalDesign { Filters = [4, 6, 8], Norm = InputNorm.Band, Range = 2 },
        ["MFCC branch"] = new ConvolutionalDesign { Filters = [4, 6, 8], Norm = InputNorm.Window, MfccFilters = 5 },
        ["averaged windows"] = new ConvolutionalDesign { Filters = [4, 6, 8], Pool = [2, 3] },
        ["averaged windows, MFCC branch, attention on PCEN"] = new ConvolutionalDesign
        {
            Filters = [4, 6],
            Pool = [1, 2],
            Norm = InputNorm.Pcen,
            Pooling = TimePooling.Attention,
            MfccFilters = 5,
        },
        ["texture"] = new TextureDesign { Segment = 24, ModulationBands = 5, Hidden = 12 },
        ["texture of bands that groups do not divide"] = new TextureDesign
        {
            Segment = 32,
            ModulationBands = 4,
            BandGroup = 5,
            Hidden = 12,
            Compression = 0.5,
        },
        ["texture without pairs of groups"] = new TextureDesign { Segment = 24, ModulationBands = 5, BandGroup = 28, Hidden = 12 },
        ["ensemble"] = new EnsembleDesign
        {
            Members =
            [
                new TextureDesign { Segment = 24, ModulationBands = 5 },
                new ConvolutionalDesign { Filters = [4, 6] },
                new StudyDesign { Filters = [6, 7] },
            ],
        },
    };

    [Theory]
    [MemberData(nameof(Designs))]
    public void Onnx_equals_torch_within_a_hundred_thousandth(string design)
    {
        TorchRuntime.Start(1);
        manual_seed(3);
        using var scope = NewDisposeScope();
        using var network = All[design].Create(new NetworkShape(Rows, Frames, Mfcc, Classes));
        // A few passes in training give batch norms statistics that are not those they begin with.
        network.train();
        for (var i = 0; i < 3; i++)
        {
            network.forward((randn(Windows, 1, Rows, Frames) * 1.5) + 0.3);
        }

        network.eval();
        var input = randn(Windows, 1, Rows, Frames);
        using var frozen = no_grad();
        var expected = nn.functional.softmax(network.forward(input), 1).data<float>().ToArray();
        var actual = OnnxRunner.Run(
            network.ToOnnx("test"), input.data<float>().ToArray(), [Windows, 1, Rows, Frames], "probabilities", "windows");
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5f);
        }
    }

    [Theory]
    [InlineData("Window", 0)]
    [InlineData("Band", 0)]
    [InlineData("Band", 1.5)]
    [InlineData("WindowAndBand", 0)]
    [InlineData("Pcen", 0)]
    public void A_gain_changes_nothing_behind_a_normalised_input(string name, double range)
    {
        var norm = Enum.Parse<InputNorm>(name);
        TorchRuntime.Start(1);
        using var scope = NewDisposeScope();
        var normaliser = new InputNormaliser(norm, Frames, range);
        var window = randn(Windows, 1, Rows, Frames);
        var (plain, louder) = (normaliser.Forward(window), normaliser.Forward(window + 2));
        Assert.True((plain - louder).abs().max().item<float>() < 1e-4, "a constant added to log mel is still there");
    }

    [Fact]
    public void What_is_further_below_the_highest_value_than_the_range_is_raised_to_it()
    {
        TorchRuntime.Start(1);
        using var scope = NewDisposeScope();
        var raised = new InputNormaliser(InputNorm.None, 4, 3).Forward(
            tensor(new float[] { 5, 2.5f, 1, -40, 0, -1, -3.5f, -3 }).reshape(2, 1, 1, 4));
        Assert.Equal([5, 2.5f, 2, 2, 0, -1, -3, -3], raised.data<float>().ToArray());
    }

    [Fact]
    public void Activations_averaged_over_places_give_the_logits_that_mean_pooling_gives()
    {
        TorchRuntime.Start(1);
        manual_seed(5);
        using var scope = NewDisposeScope();
        using var network = new ConvolutionalDesign
        {
            Filters = [4, 6, 8],
            Pooling = TimePooling.Mean,
            Dropout = 0,
        }.Create(new NetworkShape(Rows, Frames, 0, Classes));
        network.eval();
        using var frozen = no_grad();
        var input = randn(1, 1, Rows, Frames);
        var logits = network.forward(input).data<float>().ToArray();
        var bias = network.state_dict()["dense.bias"].data<float>().ToArray();
        var maps = OnnxRunner.Run(network.ToOnnx("test"), input.data<float>().ToArray(), [1, 1, Rows, Frames], "activations", "windows");
        var places = maps.Length / Classes;
        for (var c = 0; c < Classes; c++)
        {
            Assert.Equal(logits[c], maps.Skip(c * places).Take(places).Average() + bias[c], 1e-4f);
        }
    }

    /// <summary>The second member gives none, though it could: the graph has one output of them.</summary>
    [Fact]
    public void Activations_of_an_ensemble_are_those_of_its_first_member_that_gives_them()
    {
        TorchRuntime.Start(1);
        manual_seed(5);
        using var scope = NewDisposeScope();
        var member = new ConvolutionalDesign { Filters = [4, 6, 8], Pool = [1, 2], Pooling = TimePooling.Mean, Dropout = 0 };
        using var network = new EnsembleDesign
        {
            Members = [new TextureDesign { Segment = 24, ModulationBands = 5 }, member, member],
        }.Create(new NetworkShape(Rows, Frames, 0, Classes));
        network.eval();
        using var frozen = no_grad();
        var input = randn(1, 1, Rows, Frames);
        var logits = NetworkValues.Of(network.Heads(input)[1]);
        var bias = NetworkValues.Of(network.state_dict()["member1.dense.bias"]);
        var onnx = network.ToOnnx("test");
        Assert.True(onnx.AsSpan().IndexOf("member1/activations/kernel"u8) >= 0, "the first of them gives none");
        Assert.True(onnx.AsSpan().IndexOf("member2/activations/kernel"u8) < 0, "the second gives some that nobody reads");
        var maps = OnnxRunner.Run(onnx, NetworkValues.Of(input), [1, 1, Rows, Frames], "activations", "windows");
        var places = maps.Length / Classes;
        Assert.Equal(9 * 6, places);
        for (var c = 0; c < Classes; c++)
        {
            Assert.Equal(logits[c], maps.Skip(c * places).Take(places).Average() + bias[c], 1e-4f);
        }
    }

    [Fact]
    public void The_study_network_has_the_size_that_the_study_tells()
    {
        TorchRuntime.Start(1);
        using var network = new StudyDesign().Create(new NetworkShape(128, 128, 0, 91));
        Assert.Equal(80_411, network.Parameters);
        Assert.InRange(network.MultiplyAdds, 72_000_000, 73_500_000);
    }
}
