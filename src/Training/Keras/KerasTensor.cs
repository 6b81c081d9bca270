namespace AvianVox.Training.Keras;

/// <summary>One weight array of a Keras file.</summary>
/// <param name="Name">Name without the layer and the ":0", such as "kernel".</param>
/// <param name="Shape">Length per axis.</param>
/// <param name="Values">Values in C order.</param>
internal sealed record KerasTensor(string Name, int[] Shape, float[] Values);
