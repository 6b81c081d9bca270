
namespace AvianVox.Training.Onnx;

/// <summary>The operators our networks are made of, each one node of an <see cref="OnnxGraph"/> (opset 17). Images are NCHW.</summary>
internal static class OnnxOperators
{
    /// <summary>2-D convolution.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="kernel">[O, C / groups, kernel height, kernel width].</param>
    /// <param name="bias">[O], or null.</param>
    /// <param name="options">Strides, padding, dilation, groups; null: stride 1, no padding.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Conv(
        this OnnxGraph graph, OnnxValue input, OnnxValue kernel, OnnxValue? bias, WindowOptions? options = null, string? name = null)
        => graph.Node("Conv", bias is { } b ? [input, kernel, b] : [input, kernel], (options ?? new()).ConvAttributes(), name);

    /// <summary>2-D maximum over windows.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="height">Rows of a window.</param>
    /// <param name="width">Columns of a window.</param>
    /// <param name="options">Strides and padding; null: strides equal to the window, no padding.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue MaxPool(
        this OnnxGraph graph, OnnxValue input, int height, int width, WindowOptions? options = null, string? name = null)
        => graph.Node("MaxPool", [input], (options ?? new() { Strides = [height, width] }).PoolAttributes(height, width), name);

    /// <summary>2-D mean over windows; padding does not count.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="height">Rows of a window.</param>
    /// <param name="width">Columns of a window.</param>
    /// <param name="options">Strides and padding; null: strides equal to the window, no padding.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue AveragePool(
        this OnnxGraph graph, OnnxValue input, int height, int width, WindowOptions? options = null, string? name = null)
        => graph.Node("AveragePool", [input], (options ?? new() { Strides = [height, width] }).PoolAttributes(height, width), name);

    /// <summary>Mean over rows and columns: [N, C, H, W] to [N, C, 1, 1].</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue GlobalAveragePool(this OnnxGraph graph, OnnxValue input, string? name = null)
        => graph.Node("GlobalAveragePool", [input], name: name);

    /// <summary>Maximum over rows and columns: [N, C, H, W] to [N, C, 1, 1].</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue GlobalMaxPool(this OnnxGraph graph, OnnxValue input, string? name = null)
        => graph.Node("GlobalMaxPool", [input], name: name);

    /// <summary>All axes from 1 on become one.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">Any shape with a batch axis first.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Flatten(this OnnxGraph graph, OnnxValue input, string? name = null)
        => graph.Node("Flatten", [input], [OnnxAttribute.Integer("axis", 1)], name);

    /// <summary>Changes the shape and leaves the values.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="shape">New length per axis; 0 keeps the input's, -1 (once) takes what is left.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Reshape(this OnnxGraph graph, OnnxValue input, ReadOnlySpan<long> shape, string name)
        => graph.Node("Reshape", [input, graph.Integers(name + "/shape", shape)], name: name);

    /// <summary>Dense layer: input · weights + bias.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">[N, K].</param>
    /// <param name="weights">[K, M], or [M, K] when transposed (as torch keeps them).</param>
    /// <param name="bias">[M], or null.</param>
    /// <param name="transposed">Whether the weights are [M, K].</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Gemm(
        this OnnxGraph graph, OnnxValue input, OnnxValue weights, OnnxValue? bias, bool transposed = false, string? name = null)
        => graph.Node(
            "Gemm", bias is { } b ? [input, weights, b] : [input, weights], [OnnxAttribute.Integer("transB", transposed ? 1 : 0)], name);

    /// <summary>Matrix product with broadcasting.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="left">[..., M, K].</param>
    /// <param name="right">[..., K, P].</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue MatMul(this OnnxGraph graph, OnnxValue left, OnnxValue right, string? name = null)
        => graph.Node("MatMul", [left, right], name: name);

    /// <summary>An operator of two inputs with broadcasting: Add, Sub, Mul, Div, Pow, Max, Min.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="type">Operator.</param>
    /// <param name="left">Left input.</param>
    /// <param name="right">Right input.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Binary(this OnnxGraph graph, string type, OnnxValue left, OnnxValue right, string? name = null)
        => graph.Node(type, [left, right], name: name);

    /// <summary>Sum with broadcasting.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="left">Left input.</param>
    /// <param name="right">Right input.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Add(this OnnxGraph graph, OnnxValue left, OnnxValue right, string? name = null)
        => graph.Binary("Add", left, right, name);

    /// <summary>An operator of one input and no attribute: Relu, Sigmoid, Tanh, Exp, Log, Sqrt, Softplus, HardSwish, Identity.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="type">Operator.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Unary(this OnnxGraph graph, string type, OnnxValue input, string? name = null)
        => graph.Node(type, [input], name: name);

    /// <summary>max(x, 0).</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Relu(this OnnxGraph graph, OnnxValue input, string? name = null) => graph.Unary("Relu", input, name);

    /// <summary>1 / (1 + exp(-x)).</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Sigmoid(this OnnxGraph graph, OnnxValue input, string? name = null) => graph.Unary("Sigmoid", input, name);

    /// <summary>exp(x) over its sum along an axis.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="axis">Axis; -1 is the last.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Softmax(this OnnxGraph graph, OnnxValue input, int axis = -1, string? name = null)
        => graph.Node("Softmax", [input], [OnnxAttribute.Integer("axis", axis)], name);

    /// <summary>Batch normalisation with fixed statistics: (x - mean) / sqrt(variance + epsilon) · scale + shift, per channel.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">[N, C, ...].</param>
    /// <param name="scale">[C].</param>
    /// <param name="shift">[C].</param>
    /// <param name="mean">[C].</param>
    /// <param name="variance">[C].</param>
    /// <param name="epsilon">Added to the variance; torch 1e-5, Keras 1e-3.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue BatchNormalization(
        this OnnxGraph graph,
        OnnxValue input,
        OnnxValue scale,
        OnnxValue shift,
        OnnxValue mean,
        OnnxValue variance,
        float epsilon,
        string? name = null)
        => graph.Node("BatchNormalization", [input, scale, shift, mean, variance], [OnnxAttribute.Real("epsilon", epsilon)], name);

    /// <summary>Reorders axes.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="order">Axis of the input per axis of the output.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Transpose(this OnnxGraph graph, OnnxValue input, IReadOnlyList<int> order, string? name = null)
        => graph.Node("Transpose", [input], [OnnxAttribute.Integers("perm", order)], name);

    /// <summary>Reduces along axes: ReduceMean, ReduceMax or ReduceMin.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="type">Operator.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="axes">Axes to reduce.</param>
    /// <param name="keep">Whether reduced axes stay with length 1.</param>
    /// <param name="name">Name of the output.</param>
    /// <remarks>ReduceSum takes its axes as an input in opset 17 and is not among them.</remarks>
    public static OnnxValue Reduce(
        this OnnxGraph graph, string type, OnnxValue input, IReadOnlyList<int> axes, bool keep = false, string? name = null)
        => graph.Node(type, [input], [OnnxAttribute.Integers("axes", axes), OnnxAttribute.Integer("keepdims", keep ? 1 : 0)], name);

    /// <summary>Joins along an axis.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="inputs">Tensors that differ along that axis at most.</param>
    /// <param name="axis">Axis.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Concat(this OnnxGraph graph, IReadOnlyList<OnnxValue> inputs, int axis, string? name = null)
        => graph.Node("Concat", inputs, [OnnxAttribute.Integer("axis", axis)], name);

    /// <summary>Takes places of one axis.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="axis">Axis.</param>
    /// <param name="places">Indices on it, in the order of the output.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Gather(this OnnxGraph graph, OnnxValue input, int axis, ReadOnlySpan<long> places, string name)
        => graph.Node("Gather", [input, graph.Integers(name + "/places", places)], [OnnxAttribute.Integer("axis", axis)], name);

    /// <summary>Takes a range of one axis.</summary>
    /// <param name="graph">Graph to add to.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="axis">Axis.</param>
    /// <param name="start">First index.</param>
    /// <param name="end">Index behind the last.</param>
    /// <param name="name">Name of the output.</param>
    public static OnnxValue Slice(this OnnxGraph graph, OnnxValue input, int axis, int start, int end, string name)
        => graph.Node(
            "Slice",
            [input, graph.Integers(name + "/start", start), graph.Integers(name + "/end", end), graph.Integers(name + "/axis", axis)],
            name: name);
}
