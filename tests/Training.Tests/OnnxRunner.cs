using AvianVox.Classification.Inference;
using Microsoft.ML.OnnxRuntime;

namespace AvianVox.Training.Tests;

/// <summary>Runs an ONNX model once and gives out one of its outputs.</summary>
internal static class OnnxRunner
{
    public static float[] Run(byte[] onnx, float[] input, int[] shape, string output, string inputName = "input")
    {
        RuntimeTelemetry.TurnOff();
        using var session = new InferenceSession(onnx);
        using var value = OrtValue.CreateTensorValueFromMemory(input, [.. shape.Select(d => (long)d)]);
        using var run = new RunOptions();
        using var results = session.Run(run, [inputName], [value], [output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
