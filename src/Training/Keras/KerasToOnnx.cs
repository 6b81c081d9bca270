using AvianVox.Training.Onnx;

namespace AvianVox.Training.Keras;

/// <summary>
/// Turns a Keras Sequential model of images into ONNX. Keras keeps images as NHWC and kernels as HWIO; ONNX takes
/// NCHW and OIHW. With one channel in, both hold the input's values in the same order.
/// </summary>
internal sealed class KerasToOnnx
{
    private static readonly HashSet<string> NothingAtInference =
    [
        "Dropout", "SpatialDropout2D", "GaussianNoise", "GaussianDropout", "InputLayer", "ActivityRegularization",
    ];

    private readonly OnnxGraph _graph;
    private readonly IReadOnlySet<string> _taps;
    private readonly string _last;

    private OnnxValue _value;

    /// <summary>Channels, rows and columns while the value is an image; features alone once it is flat.</summary>
    private int[] _shape;

    private KerasToOnnx(KerasModel model, IReadOnlySet<string> taps)
    {
        _graph = new OnnxGraph(model.Name);
        _taps = taps;
        _last = model.Layers[^1].Name;
        _shape = [model.InputShape[2], model.InputShape[0], model.InputShape[1]];
        _value = _graph.Input("input", [OnnxGraph.Batch, .. _shape]);
    }

    /// <summary>Converts a model. Its input is "input" [N, channels, rows, columns], its output "probabilities" [N, labels].</summary>
    /// <param name="model">Model that ends in a dense layer.</param>
    /// <param name="taps">Names of layers whose outputs are given out as well, under those names.</param>
    /// <returns>The ONNX file's bytes and the number of outputs.</returns>
    /// <exception cref="WorkshopException">A layer or a setting is not known, or weights and architecture differ.</exception>
    public static (byte[] Onnx, int Labels) Convert(KerasModel model, IReadOnlySet<string>? taps = null)
    {
        var converter = new KerasToOnnx(model, taps ?? new HashSet<string>());
        foreach (var layer in model.Layers)
        {
            converter.Add(layer);
        }

        if (converter._shape is not [var labels])
        {
            throw new WorkshopException($"The last layer, '{converter._last}', gives images; a classifier must end in a dense layer.");
        }

        var output = converter._graph.Unary("Identity", converter._value, "probabilities");
        converter._graph.Output(output, OnnxGraph.Batch, labels);
        converter._graph.Metadata("source", $"Keras {model.KerasVersion}, model '{model.Name}'");
        return (converter._graph.ToArray(), labels);
    }

    private void Add(KerasLayer layer)
    {
        if (NothingAtInference.Contains(layer.Kind))
        {
            return;
        }

        if (layer.Text("data_format", "channels_last") != "channels_last")
        {
            throw Unknown(layer, "data_format", "channels_last");
        }

        _value = layer.Kind switch
        {
            "Conv2D" => Convolution(layer),
            "MaxPooling2D" or "AveragePooling2D" => Pooling(layer),
            "GlobalAveragePooling2D" or "GlobalMaxPooling2D" => GlobalPooling(layer),
            "BatchNormalization" => Normalisation(layer),
            "Flatten" => Flattening(layer),
            "Dense" => Dense(layer),
            "Activation" => Activated(layer, _value),
            _ => throw new WorkshopException(
                $"Layer '{layer.Name}' is a {layer.Kind}, which cannot be imported; known: Conv2D, MaxPooling2D, AveragePooling2D, " +
                "GlobalAveragePooling2D, GlobalMaxPooling2D, BatchNormalization, Flatten, Dense, Activation and the dropouts."),
        };
        if (_taps.Contains(layer.Name))
        {
            _graph.Output(_graph.Unary("Identity", _value, layer.Name), [OnnxGraph.Batch, .. _shape]);
        }
    }

    private OnnxValue Convolution(KerasLayer layer)
    {
        RequireImage(layer);
        var (height, width) = (layer.Pair("kernel_size", [1, 1])[0], layer.Pair("kernel_size", [1, 1])[1]);
        var kernel = layer.Weight("kernel", height, width, _shape[0], (int)layer.Number("filters", -1));
        var filters = kernel.Shape[3];
        var options = Moving(layer, [1, 1]) with { Dilations = layer.Pair("dilation_rate", [1, 1]) };
        var value = _graph.Conv(
            _value, Constant(layer, "kernel", ToOihw(kernel), filters, _shape[0], height, width), Bias(layer, filters), options);
        _shape = [filters, .. Moved(layer, options, (height - 1) * options.Dilations[0] + 1, (width - 1) * options.Dilations[1] + 1)];
        return Activated(layer, value);
    }

    private OnnxValue Pooling(KerasLayer layer)
    {
        RequireImage(layer);
        var size = layer.Pair("pool_size", [2, 2]);
        var options = Moving(layer, size);
        var value = layer.Kind == "MaxPooling2D"
            ? _graph.MaxPool(_value, size[0], size[1], options)
            : _graph.AveragePool(_value, size[0], size[1], options);
        _shape = [_shape[0], .. Moved(layer, options, size[0], size[1])];
        return value;
    }

    private OnnxValue GlobalPooling(KerasLayer layer)
    {
        RequireImage(layer);
        _shape = [_shape[0]];
        return _graph.Flatten(layer.Kind == "GlobalAveragePooling2D" ? _graph.GlobalAveragePool(_value) : _graph.GlobalMaxPool(_value));
    }

    private OnnxValue Normalisation(KerasLayer layer)
    {
        var channels = _shape[0];
        OnnxValue Of(string name, float absent) => Constant(layer, name, layer.Weights.Any(w => w.Name == name)
            ? layer.Weight(name, channels).Values
            : Enumerable.Repeat(absent, channels).ToArray(), channels);
        return _graph.BatchNormalization(
            _value, Of("gamma", 1), Of("beta", 0), Of("moving_mean", 0), Of("moving_variance", 1), (float)layer.Number("epsilon", 1e-3));
    }

    /// <summary>Keras flattens rows, columns, channels in this order, so the axes go back to it first.</summary>
    private OnnxValue Flattening(KerasLayer layer)
    {
        RequireImage(layer);
        _shape = [_shape[0] * _shape[1] * _shape[2]];
        return _graph.Flatten(_graph.Transpose(_value, [0, 2, 3, 1]));
    }

    private OnnxValue Dense(KerasLayer layer)
    {
        if (_shape.Length != 1)
        {
            throw new WorkshopException(
                $"Layer '{layer.Name}' (Dense) stands on images; a Flatten or a global pooling must come before it.");
        }

        var kernel = layer.Weight("kernel", _shape[0], (int)layer.Number("units", -1));
        var units = kernel.Shape[1];
        var value = _graph.Gemm(_value, Constant(layer, "kernel", kernel.Values, kernel.Shape[0], units), Bias(layer, units));
        _shape = [units];
        return Activated(layer, value);
    }

    private OnnxValue Activated(KerasLayer layer, OnnxValue value) => layer.Text("activation", "linear") switch
    {
        "linear" => value,
        "relu" => _graph.Relu(value),
        "sigmoid" => _graph.Sigmoid(value),
        "tanh" => _graph.Unary("Tanh", value),
        "softmax" when _shape.Length == 1 => _graph.Softmax(value, axis: 1),
        _ => throw Unknown(layer, "activation", "linear, relu, sigmoid, tanh, softmax (dense layers)"),
    };

    private OnnxValue? Bias(KerasLayer layer, int length)
        => layer.Config.TryGetProperty("use_bias", out var use) && use.ValueKind == System.Text.Json.JsonValueKind.False
            ? null
            : Constant(layer, "bias", layer.Weight("bias", length).Values, length);

    private OnnxValue Constant(KerasLayer layer, string name, float[] values, params ReadOnlySpan<int> shape)
        => _graph.Weights($"{layer.Name}/{name}", values, shape);

    private static WindowOptions Moving(KerasLayer layer, int[] strides) => new()
    {
        Strides = layer.Pair("strides", strides),
        Same = layer.Text("padding", "valid") switch
        {
            "valid" => false,
            "same" => true,
            _ => throw Unknown(layer, "padding", "valid, same"),
        },
    };

    private int[] Moved(KerasLayer layer, WindowOptions options, int height, int width)
    {
        int Along(int length, int window, int stride) => options.Same ? (length + stride - 1) / stride : ((length - window) / stride) + 1;
        if (!options.Same && (_shape[1] < height || _shape[2] < width))
        {
            throw new WorkshopException(
                $"Layer '{layer.Name}' ({layer.Kind}): its window of {height} x {width} is larger than its input of {_shape[1]} x " +
                $"{_shape[2]}.");
        }

        return [Along(_shape[1], height, options.Strides[0]), Along(_shape[2], width, options.Strides[1])];
    }

    private void RequireImage(KerasLayer layer)
    {
        if (_shape.Length != 3)
        {
            throw new WorkshopException($"Layer '{layer.Name}' ({layer.Kind}) takes images, but the layer before it gives flat features.");
        }
    }

    private static float[] ToOihw(KerasTensor kernel)
    {
        var (height, width, inputs, outputs) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        var result = new float[kernel.Values.Length];
        var to = 0;
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                for (var cell = 0; cell < height * width; cell++)
                {
                    result[to++] = kernel.Values[(((cell * inputs) + input) * outputs) + output];
                }
            }
        }

        return result;
    }

    private static WorkshopException Unknown(KerasLayer layer, string key, string known)
        => new($"Layer '{layer.Name}' ({layer.Kind}): {key} is '{layer.Text(key, "")}'; known: {known}.");
}
