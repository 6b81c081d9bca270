using System.Globalization;

namespace AvianVox.Training.Onnx;

/// <summary>
/// Builds an ONNX model of float32 tensors: inputs, weights, nodes, outputs, metadata; opset 17, IR version 8.
/// The named operators live in <see cref="OnnxOperators"/>.
/// </summary>
/// <remarks>Field numbers are those of onnx.proto. Shapes in between are left to the runtime's own inference.</remarks>
internal sealed class OnnxGraph
{
    /// <summary>Length that stands for a dynamic axis, written as the parameter <see cref="BatchName"/>.</summary>
    public const int Batch = -1;

    /// <summary>Name of the dynamic axis.</summary>
    public const string BatchName = "N";

    /// <summary>Version of the operator set.</summary>
    public const int Opset = 17;

    private const int IrVersion = 8;
    private const int FloatType = 1;
    private const int Int64Type = 7;

    private readonly string _name;
    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _initialisers = [];
    private readonly List<ProtoMessage> _inputs = [];
    private readonly List<ProtoMessage> _outputs = [];
    private readonly List<ProtoMessage> _metadata = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Starts an empty graph.</summary>
    /// <param name="name">Name of the graph, not empty.</param>
    public OnnxGraph(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _name = name;
    }

    /// <summary>Declares a float32 input.</summary>
    /// <param name="name">Name callers bind to.</param>
    /// <param name="shape">Length per axis; <see cref="Batch"/> for the dynamic one.</param>
    public OnnxValue Input(string name, params ReadOnlySpan<int> shape)
    {
        var value = Claim(name);
        _inputs.Add(ValueInfo(name, shape));
        return value;
    }

    /// <summary>Declares a float32 output.</summary>
    /// <param name="value">Value to give out; its name becomes the output's.</param>
    /// <param name="shape">Length per axis; <see cref="Batch"/> for the dynamic one.</param>
    public void Output(OnnxValue value, params ReadOnlySpan<int> shape)
    {
        if (!_names.Contains(value.Name))
        {
            throw new ArgumentException($"The graph has no value '{value.Name}'.", nameof(value));
        }

        _outputs.Add(ValueInfo(value.Name, shape));
    }

    /// <summary>Adds a constant float32 tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Values in C order.</param>
    /// <param name="shape">Length per axis.</param>
    public OnnxValue Weights(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        RequireLength(name, values.Length, shape);
        var tensor = Tensor(name, FloatType, shape).Raw(9, values);
        var value = Claim(name);
        _initialisers.Add(tensor);
        return value;
    }

    /// <summary>Adds a constant int64 vector, as shapes and axes need it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Values.</param>
    public OnnxValue Integers(string name, params ReadOnlySpan<long> values)
    {
        var tensor = Tensor(name, Int64Type, [values.Length]).Raw(9, values);
        var value = Claim(name);
        _initialisers.Add(tensor);
        return value;
    }

    /// <summary>Adds a node of one output.</summary>
    /// <param name="type">Operator of the default domain.</param>
    /// <param name="inputs">Its inputs, in the operator's order.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="name">Name of the output; null invents one.</param>
    public OnnxValue Node(
        string type, IReadOnlyList<OnnxValue> inputs, IReadOnlyList<OnnxAttribute>? attributes = null, string? name = null)
    {
        var node = new ProtoMessage();
        foreach (var input in inputs)
        {
            if (!_names.Contains(input.Name))
            {
                throw new ArgumentException($"The graph has no value '{input.Name}' for this {type}.", nameof(inputs));
            }

            node.Text(1, input.Name);
        }

        var output = Claim(name ?? FreeName(type));
        node.Text(2, output.Name).Text(3, "node/" + output.Name).Text(4, type)
            .Messages(5, (attributes ?? []).Select(a => a.Message));
        _nodes.Add(node);
        return output;
    }

    /// <summary>Adds a pair of metadata.</summary>
    /// <param name="key">Key.</param>
    /// <param name="value">Value.</param>
    public void Metadata(string key, string value) => _metadata.Add(new ProtoMessage().Text(1, key).Text(2, value));

    /// <summary>The model in wire format.</summary>
    /// <exception cref="InvalidOperationException">There is no input or no output.</exception>
    public byte[] ToArray()
    {
        if (_inputs.Count == 0 || _outputs.Count == 0)
        {
            throw new InvalidOperationException("An ONNX graph needs at least one input and one output.");
        }

        var graph = new ProtoMessage()
            .Messages(1, _nodes)
            .Text(2, _name)
            .Messages(5, _initialisers)
            .Messages(11, _inputs)
            .Messages(12, _outputs);
        return new ProtoMessage()
            .Integer(1, IrVersion)
            .Text(2, "avianvox-train")
            .Text(3, typeof(OnnxGraph).Assembly.GetName().Version?.ToString(3) ?? "0")
            .Message(7, graph)
            .Message(8, new ProtoMessage().Text(1, string.Empty).Integer(2, Opset))
            .Messages(14, _metadata)
            .ToArray();
    }

    private static ProtoMessage Tensor(string name, int type, ReadOnlySpan<int> shape)
    {
        var tensor = new ProtoMessage();
        foreach (var length in shape)
        {
            tensor.Integer(1, length);
        }

        return tensor.Integer(2, type).Text(8, name);
    }

    private static ProtoMessage ValueInfo(string name, ReadOnlySpan<int> shape)
    {
        var dimensions = new ProtoMessage();
        foreach (var length in shape)
        {
            dimensions.Message(1, length == Batch
                ? new ProtoMessage().Text(2, BatchName)
                : new ProtoMessage().Integer(1, length));
        }

        var tensor = new ProtoMessage().Integer(1, FloatType).Message(2, dimensions);
        return new ProtoMessage().Text(1, name).Message(2, new ProtoMessage().Message(1, tensor));
    }

    private static void RequireLength(string name, int count, ReadOnlySpan<int> shape)
    {
        long product = 1;
        foreach (var length in shape)
        {
            product *= length;
        }

        if (product != count)
        {
            throw new ArgumentException(
                $"'{name}' has {count} values; the shape [{string.Join(", ", shape.ToArray())}] takes {product}.", nameof(shape));
        }
    }

    private OnnxValue Claim(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!_names.Add(name))
        {
            throw new ArgumentException($"The graph already has a value '{name}'.", nameof(name));
        }

        return new OnnxValue(name);
    }

    private string FreeName(string type)
    {
        var count = 1;
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{type}_{count++}");
        }
        while (_names.Contains(name));
        return name;
    }
}
