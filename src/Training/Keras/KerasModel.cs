namespace AvianVox.Training.Keras;

/// <summary>A Keras Sequential model with its weights.</summary>
/// <param name="Name">Name the model gave itself.</param>
/// <param name="KerasVersion">Version of Keras that wrote the file.</param>
/// <param name="InputShape">Rows, columns, channels of one input.</param>
/// <param name="Layers">Layers in order.</param>
internal sealed record KerasModel(string Name, string KerasVersion, int[] InputShape, IReadOnlyList<KerasLayer> Layers)
{
    /// <summary>Number of trained values.</summary>
    public int ParameterCount => Layers.Sum(l => l.Weights.Sum(w => w.Values.Length));
}
