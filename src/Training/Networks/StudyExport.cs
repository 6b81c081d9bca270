using AvianVox.Training.Onnx;

namespace AvianVox.Training.Networks;

/// <summary>Writes a network of the study as ONNX.</summary>
internal static class StudyExport
{
    /// <summary>Adds the network to a graph.</summary>
    /// <param name="graph">Graph.</param>
    /// <param name="windows">[N, 1, rows, frames].</param>
    /// <param name="design">How it is built.</param>
    /// <param name="weights">Weights of convolutions and dense layer, in order.</param>
    /// <param name="prefix">Begins the names of its weights.</param>
    /// <returns>Logits, [N, classes].</returns>
    public static OnnxValue Export(
        OnnxGraph graph, OnnxValue windows, StudyDesign design, IReadOnlyList<LayerWeights> weights, string prefix)
    {
        var x = windows;
        for (var i = 0; i < design.Filters.Count; i++)
        {
            var layer = weights[i];
            var (rows, frames) = design.Pool(i);
            var kernel = graph.Weights(
                $"{prefix}conv{i + 1}/kernel", layer.Kernel, layer.Outputs, layer.Inputs, design.Kernel[0], design.Kernel[1]);
            var bias = graph.Weights($"{prefix}conv{i + 1}/bias", layer.Bias, layer.Outputs);
            x = graph.MaxPool(graph.Relu(graph.Conv(x, kernel, bias)), rows, frames);
        }

        var dense = weights[^1];
        x = graph.Reshape(graph.GlobalAveragePool(x), [0, -1], prefix + "pooled");
        return graph.Gemm(
            x,
            graph.Weights(prefix + "dense/kernel", dense.Kernel, dense.Outputs, dense.Inputs),
            graph.Weights(prefix + "dense/bias", dense.Bias, dense.Outputs),
            transposed: true);
    }
}
