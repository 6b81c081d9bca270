using System.Text.Json;

namespace AvianVox.Training.Keras;

/// <summary>One layer of a Keras Sequential model.</summary>
/// <param name="Kind">Class name, such as "Conv2D".</param>
/// <param name="Name">Name, unique in the model.</param>
/// <param name="Config">Its settings as Keras writes them.</param>
/// <param name="Weights">Its weights in Keras' order; empty for layers that have none.</param>
internal sealed record KerasLayer(string Kind, string Name, JsonElement Config, IReadOnlyList<KerasTensor> Weights)
{
    /// <summary>A setting that is a string.</summary>
    /// <param name="key">Key.</param>
    /// <param name="fallback">Value when it is absent or null.</param>
    public string Text(string key, string fallback)
        => Config.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : fallback;

    /// <summary>A setting that is a number.</summary>
    /// <param name="key">Key.</param>
    /// <param name="fallback">Value when it is absent or null.</param>
    public double Number(string key, double fallback)
        => Config.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : fallback;

    /// <summary>A setting that is a pair of numbers, or one number for both.</summary>
    /// <param name="key">Key.</param>
    /// <param name="fallback">Value when it is absent or null.</param>
    public int[] Pair(string key, int[] fallback) => Config.TryGetProperty(key, out var value) ? value.ValueKind switch
    {
        JsonValueKind.Number => [value.GetInt32(), value.GetInt32()],
        JsonValueKind.Array when value.GetArrayLength() == 2 => [value[0].GetInt32(), value[1].GetInt32()],
        _ => fallback,
    }
    : fallback;

    /// <summary>A weight of this layer.</summary>
    /// <param name="name">Name, such as "kernel".</param>
    /// <param name="shape">Shape it must have; -1 for a length that is free.</param>
    /// <exception cref="WorkshopException">It is missing or has another shape.</exception>
    public KerasTensor Weight(string name, params ReadOnlySpan<int> shape)
    {
        var tensor = Weights.FirstOrDefault(w => w.Name == name)
            ?? throw new WorkshopException(
                $"Layer '{Name}' ({Kind}) has no weight '{name}'; the file has " +
                $"{(Weights.Count == 0 ? "none for it" : string.Join(", ", Weights.Select(w => w.Name)))}.");
        var fits = tensor.Shape.Length == shape.Length;
        for (var axis = 0; fits && axis < shape.Length; axis++)
        {
            fits = shape[axis] < 0 || shape[axis] == tensor.Shape[axis];
        }

        return fits ? tensor : throw new WorkshopException(
            $"Layer '{Name}' ({Kind}): weight '{name}' has the shape [{string.Join(", ", tensor.Shape)}]; the architecture asks for " +
            $"[{string.Join(", ", shape.ToArray().Select(d => d < 0 ? "any" : $"{d}"))}].");
    }
}
