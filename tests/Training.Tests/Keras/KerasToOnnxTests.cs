using System.Text.Json.Nodes;
using AvianVox.TestSupport;
using AvianVox.Training.Keras;

namespace AvianVox.Training.Tests.Keras;

public sealed class KerasToOnnxTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private string Path => _temp.File("model.h5");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Flatten_keeps_the_order_rows_columns_channels()
    {
        // One 1x1 convolution makes channels x, 10x; the dense layer picks single places of the flat vector.
        float[,,,] kernel = { { { { 1, 10 } } } };
        var pick = new float[12, 3];
        pick[0, 0] = 1; // row 0, column 0, channel 0
        pick[1, 1] = 1; // row 0, column 0, channel 1
        pick[8, 2] = 1; // row 1, column 1, channel 0
        KerasSample.Write(
            Path,
            [
                KerasSample.Layer(
                    "Conv2D", "c", ("batch_input_shape", Shape(2, 3)), ("filters", 2), ("kernel_size", Pair(1, 1)), ("use_bias", false)),
                KerasSample.Layer("Flatten", "f"),
                KerasSample.Layer("Dense", "d", ("units", 3), ("activation", "linear")),
            ],
            ("c", "kernel", kernel),
            ("d", "kernel", pick),
            ("d", "bias", new float[] { 0, 0, 100 }));
        var (onnx, labels) = KerasToOnnx.Convert(KerasFile.Read(Path));
        Assert.Equal(3, labels);
        Assert.Equal([1, 10, 105], OnnxRunner.Run(onnx, [1, 2, 3, 4, 5, 6], [1, 1, 2, 3], "probabilities"));
    }

    [Fact]
    public void Padding_same_with_strides_places_the_odd_row_at_the_end()
    {
        // 4 columns, kernel 3, stride 2: TensorFlow pads one column, on the right; sums are 1+2+3 and 3+4+0.
        KerasSample.Write(
            Path,
            [
                KerasSample.Layer(
                    "Conv2D",
                    "c",
                    ("batch_input_shape", Shape(1, 4)),
                    ("filters", 1),
                    ("kernel_size", Pair(1, 3)),
                    ("strides", Pair(1, 2)),
                    ("padding", "same"),
                    ("activation", "relu")),
                KerasSample.Layer("Flatten", "f"),
                KerasSample.Layer("Dense", "d", ("units", 2), ("activation", "linear")),
            ],
            ("c", "kernel", new float[,,,] { { { { 1 } }, { { 1 } }, { { 1 } } } }),
            ("c", "bias", new float[] { 0 }),
            ("d", "kernel", new float[,] { { 1, 0 }, { 0, 1 } }),
            ("d", "bias", new float[] { 0, 0 }));
        var (onnx, _) = KerasToOnnx.Convert(KerasFile.Read(Path), new HashSet<string> { "c" });
        Assert.Equal([6, 7], OnnxRunner.Run(onnx, [1, 2, 3, 4], [1, 1, 1, 4], "c"));
        Assert.Equal([6, 7], OnnxRunner.Run(onnx, [1, 2, 3, 4], [1, 1, 1, 4], "probabilities"));
    }

    [Fact]
    public void Batch_normalisation_pooling_and_sigmoid_follow_Keras()
    {
        KerasSample.Write(
            Path,
            [
                KerasSample.Layer("BatchNormalization", "b", ("batch_input_shape", Shape(2, 2)), ("epsilon", 0.5)),
                KerasSample.Layer("AveragePooling2D", "a", ("pool_size", Pair(1, 2)), ("strides", Pair(1, 2)), ("padding", "valid")),
                KerasSample.Layer("GlobalMaxPooling2D", "g"),
                KerasSample.Layer("Dropout", "drop", ("rate", 0.5)),
                KerasSample.Layer("Dense", "d", ("units", 1), ("use_bias", false)),
                KerasSample.Layer("Activation", "s", ("activation", "sigmoid")),
            ],
            ("b", "gamma", new float[] { 3 }),
            ("b", "beta", new float[] { 0.25f }),
            ("b", "moving_mean", new float[] { 1 }),
            ("b", "moving_variance", new float[] { 3.5f }),
            ("d", "kernel", new float[,] { { 0.5f } }));
        var (onnx, _) = KerasToOnnx.Convert(KerasFile.Read(Path), new HashSet<string> { "g" });
        float[] input = [1, 2, 4, 7];
        var normalised = input.Select(x => ((x - 1) / 2 * 3) + 0.25f).ToArray();
        var expected = Math.Max((normalised[0] + normalised[1]) / 2, (normalised[2] + normalised[3]) / 2);
        Assert.Equal(expected, Assert.Single(OnnxRunner.Run(onnx, input, [1, 1, 2, 2], "g")), 1e-5f);
        Assert.Equal(1 / (1 + Math.Exp(-expected / 2)), Assert.Single(OnnxRunner.Run(onnx, input, [1, 1, 2, 2], "probabilities")), 1e-5);
    }

    [Fact]
    public void A_weight_of_another_shape_is_named_with_both_shapes()
    {
        KerasSample.Write(
            Path,
            [
                KerasSample.Layer("GlobalAveragePooling2D", "g", ("batch_input_shape", Shape(2, 2))),
                KerasSample.Layer("Dense", "d", ("units", 2)),
            ],
            ("d", "kernel", new float[3, 2]));
        var fault = Assert.Throws<WorkshopException>(() => KerasToOnnx.Convert(KerasFile.Read(Path)));
        Assert.Equal("Layer 'd' (Dense): weight 'kernel' has the shape [3, 2]; the architecture asks for [1, 2].", fault.Message);
    }

    [Fact]
    public void A_missing_weight_and_unknown_layers_and_settings_are_named()
    {
        Assert.Contains(
            "has no weight 'kernel'",
            Fault(
                KerasSample.Layer("GlobalAveragePooling2D", "g", ("batch_input_shape", Shape(2, 2))),
                KerasSample.Layer("Dense", "d", ("units", 2))),
            StringComparison.Ordinal);
        Assert.Contains(
            "'l' is a LSTM", Fault(KerasSample.Layer("LSTM", "l", ("batch_input_shape", Shape(2, 2)))), StringComparison.Ordinal);
        Assert.Contains(
            "activation is 'selu'",
            Fault(KerasSample.Layer("Activation", "a", ("batch_input_shape", Shape(2, 2)), ("activation", "selu"))),
            StringComparison.Ordinal);
        Assert.Contains(
            "data_format is 'channels_first'",
            Fault(KerasSample.Layer("MaxPooling2D", "p", ("batch_input_shape", Shape(2, 2)), ("data_format", "channels_first"))),
            StringComparison.Ordinal);
        Assert.Contains(
            "window of 3 x 3 is larger than its input of 2 x 2",
            Fault(KerasSample.Layer("MaxPooling2D", "p", ("batch_input_shape", Shape(2, 2)), ("pool_size", Pair(3, 3)))),
            StringComparison.Ordinal);
        Assert.Contains(
            "must end in a dense layer",
            Fault(KerasSample.Layer("MaxPooling2D", "p", ("batch_input_shape", Shape(2, 2)), ("pool_size", Pair(2, 2)))),
            StringComparison.Ordinal);
        Assert.Contains(
            "stands on images",
            Fault(KerasSample.Layer("Dense", "d", ("batch_input_shape", Shape(2, 2)), ("units", 2))),
            StringComparison.Ordinal);
    }

    private static JsonArray Shape(int rows, int columns) => [null, rows, columns, 1];

    private static JsonArray Pair(int a, int b) => [a, b];

    private string Fault(params JsonObject[] layers)
    {
        KerasSample.Write(Path, layers);
        return Assert.Throws<WorkshopException>(() => KerasToOnnx.Convert(KerasFile.Read(Path))).Message;
    }
}
