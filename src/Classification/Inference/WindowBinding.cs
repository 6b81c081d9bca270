using Microsoft.ML.OnnxRuntime;

namespace AvianVox.Classification.Inference;

/// <summary>A network's input and output laid over buffers of ours, for one number of windows.</summary>
internal sealed class WindowBinding : IDisposable
{
    private readonly OrtValue _input;
    private readonly OrtValue _output;

    /// <summary>Binds buffers; they stay pinned until disposal.</summary>
    /// <param name="session">Network.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="input">Windows behind one another.</param>
    /// <param name="output">Receives the scores, window by window.</param>
    /// <param name="count">Number of windows.</param>
    public WindowBinding(InferenceSession session, OnnxSignature signature, Memory<float> input, Memory<float> output, int count)
    {
        _input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input, [count, .. signature.InputShape[1..]]);
        _output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, output, [count, output.Length / count]);
        Io = session.CreateIoBinding();
        Io.BindInput(signature.InputName, _input);
        Io.BindOutput(signature.OutputName, _output);
    }

    /// <summary>What the session runs with.</summary>
    public OrtIoBinding Io { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Io.Dispose();
        _input.Dispose();
        _output.Dispose();
    }
}
