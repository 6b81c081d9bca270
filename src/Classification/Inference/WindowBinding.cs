using Microsoft.ML.OnnxRuntime;

namespace AvianVox.Classification.Inference;

/// <summary>A network's input and output laid over buffers of ours, for one number of windows.</summary>
internal sealed class WindowBinding : IDisposable
{
    private readonly OrtValue _input;
    private readonly OrtValue _output;

    /// <summary>Binds buffers; they stay pinned until disposal.</summary>
    /// <param name="model">Network.</param>
    /// <param name="input">Windows behind one another.</param>
    /// <param name="output">Receives the scores, window by window.</param>
    /// <param name="count">Number of windows.</param>
    public WindowBinding(OnnxModel model, Memory<float> input, Memory<float> output, int count)
    {
        _input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input, [count, .. model.Signature.InputShape[1..]]);
        _output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, output, [count, output.Length / count]);
        Io = model.Session.CreateIoBinding();
        Io.BindInput(model.Signature.InputName, _input);
        Io.BindOutput(model.Signature.OutputName, _output);
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
