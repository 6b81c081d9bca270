namespace AvianVox.Training.Onnx;

/// <summary>One attribute of a node.</summary>
/// <remarks>Field and type numbers are those of AttributeProto in the ONNX schema.</remarks>
internal sealed class OnnxAttribute
{
    private const int NameField = 1;
    private const int TypeField = 20;

    private OnnxAttribute(string name, int type, Action<ProtoMessage> value)
    {
        Message = new ProtoMessage().Text(NameField, name);
        value(Message);
        Message.Integer(TypeField, type);
    }

    /// <summary>The attribute in wire format.</summary>
    public ProtoMessage Message { get; }

    /// <summary>A float.</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="value">Value.</param>
    public static OnnxAttribute Real(string name, float value) => new(name, 1, m => m.Real(2, value));

    /// <summary>An integer.</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="value">Value.</param>
    public static OnnxAttribute Integer(string name, long value) => new(name, 2, m => m.Integer(3, value));

    /// <summary>A string.</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="value">Value.</param>
    public static OnnxAttribute Text(string name, string value) => new(name, 3, m => m.Text(4, value));

    /// <summary>A list of integers.</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="values">Values, in order.</param>
    public static OnnxAttribute Integers(string name, IEnumerable<int> values) => new(name, 7, m =>
    {
        foreach (var value in values)
        {
            m.Integer(8, value);
        }
    });
}
