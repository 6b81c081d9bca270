namespace AvianVox.Training.Onnx;

/// <summary>A tensor inside an <see cref="OnnxGraph"/>.</summary>
/// <param name="Name">Its name, unique in the graph.</param>
internal readonly record struct OnnxValue(string Name);
