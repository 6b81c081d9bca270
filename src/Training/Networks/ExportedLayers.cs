using AvianVox.Training.Onnx;

namespace AvianVox.Training.Networks;

/// <summary>What a network gives in a graph.</summary>
/// <param name="Logits">[N, classes].</param>
/// <param name="Activations">Each label's activation by place, [N, classes, Rows, Frames]; null where the network has none.</param>
internal sealed record ExportedLayers(OnnxValue Logits, (OnnxValue Value, int Rows, int Frames)? Activations = null);
