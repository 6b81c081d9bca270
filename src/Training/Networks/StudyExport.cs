using AvianVox.Training.Onnx;

namespace AvianVox.Training.Networks;

/// <summary>Writes a network of the study as ONNX: windows [N, 1, rows, frames] to probabilities [N, classes].</summary>
internal static class StudyExport
{
    /// <summary>The network in ONNX wire format.</summary>
    /// <param name="design">How it is built.</param>
    /// <param name="shape">What goes in and comes out.</param>
    /// <param name="weights">Weights of convolutions and dense layer, in order.</param>
    /// <param name="name">Name of the graph.</param>
    public static byte[] ToOnnx(StudyDesign design, NetworkShape shape, IReadOnlyList<LayerWeights> weights, string name)
    {
        var graph = new OnnxGraph(name);
        var x = graph.Input("windows", OnnxGraph.Batch, 1, shape.Rows, shape.Frames);
        for (var i = 0; i < design.Filters.Count; i++)
        {
            var layer = weights[i];
            var (rows, frames) = design.Pool(i);
            var kernel = graph.Weights($"conv{i + 1}/kernel", layer.Kernel, layer.Outputs, layer.Inputs, design.Kernel[0], design.Kernel[1]);
            var bias = graph.Weights($"conv{i + 1}/bias", layer.Bias, layer.Outputs);
            x = graph.MaxPool(graph.Relu(graph.Conv(x, kernel, bias)), rows, frames);
        }

        var dense = weights[^1];
        x = graph.Reshape(graph.GlobalAveragePool(x), [0, -1], "pooled");
        x = graph.Gemm(x, graph.Weights("dense/kernel", dense.Kernel, dense.Outputs, dense.Inputs), graph.Weights("dense/bias", dense.Bias, dense.Outputs), transposed: true);
        graph.Output(graph.Softmax(x, name: "probabilities"), OnnxGraph.Batch, shape.Classes);
        return graph.ToArray();
    }
}
