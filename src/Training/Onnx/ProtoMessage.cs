using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace AvianVox.Training.Onnx;

/// <summary>
/// One protocol buffer message under construction, in wire format. ONNX needs no more than these five kinds of
/// field, so the generated classes of its schema are not worth carrying.
/// </summary>
[
    SuppressMessage(
        "Design",
        "CA1001:Types that own disposable fields should be disposable",
        Justification = "Both streams write to managed memory; there is nothing to give back."),
]
internal sealed class ProtoMessage
{
    private readonly MemoryStream _bytes = new();
    private readonly CodedOutputStream _output;

    /// <summary>Starts an empty message.</summary>
    public ProtoMessage() => _output = new CodedOutputStream(_bytes, leaveOpen: true);

    /// <summary>Adds a varint field (int32, int64, enum).</summary>
    /// <param name="field">Field number of the schema.</param>
    /// <param name="value">Value; written even when it is 0.</param>
    public ProtoMessage Integer(int field, long value)
    {
        _output.WriteTag(field, WireFormat.WireType.Varint);
        _output.WriteInt64(value);
        return this;
    }

    /// <summary>Adds a float field.</summary>
    /// <param name="field">Field number of the schema.</param>
    /// <param name="value">Value.</param>
    public ProtoMessage Real(int field, float value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed32);
        _output.WriteFloat(value);
        return this;
    }

    /// <summary>Adds a string field.</summary>
    /// <param name="field">Field number of the schema.</param>
    /// <param name="value">Text, written as UTF-8.</param>
    public ProtoMessage Text(int field, string value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteString(value);
        return this;
    }

    /// <summary>Adds a bytes field that holds numbers, little-endian.</summary>
    /// <typeparam name="T">Element type.</typeparam>
    /// <param name="field">Field number of the schema.</param>
    /// <param name="values">Numbers, in order.</param>
    public ProtoMessage Raw<T>(int field, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("ONNX tensors are little-endian; this machine is not.");
        }

        var bytes = MemoryMarshal.AsBytes(values);
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteLength(bytes.Length);
        _output.Flush();
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Adds an embedded message.</summary>
    /// <param name="field">Field number of the schema.</param>
    /// <param name="message">Finished message.</param>
    public ProtoMessage Message(int field, ProtoMessage message) => Raw<byte>(field, message.Written);

    /// <summary>Adds one embedded message per item.</summary>
    /// <param name="field">Field number of the schema.</param>
    /// <param name="messages">Finished messages.</param>
    public ProtoMessage Messages(int field, IEnumerable<ProtoMessage> messages)
    {
        foreach (var message in messages)
        {
            Message(field, message);
        }

        return this;
    }

    /// <summary>The message so far.</summary>
    public byte[] ToArray() => Written.ToArray();

    private ReadOnlySpan<byte> Written
    {
        get
        {
            _output.Flush();
            return _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
        }
    }
}
