namespace AvianVox.Training.CrossValidation;

/// <summary>What a network that never heard a recording said of it.</summary>
/// <param name="Id">The recording.</param>
/// <param name="Right">Index of its class.</param>
/// <param name="Windows">Windows judged.</param>
/// <param name="WindowsFirst">Of these, with the right class first.</param>
/// <param name="WindowsFive">Of these, with the right class among the first five.</param>
/// <param name="Scores">Mean probability per class over the windows.</param>
internal sealed record TestedRecording(string Id, int Right, int Windows, int WindowsFirst, int WindowsFive, float[] Scores)
{
    /// <summary>Logits per window and class, where they were asked for.</summary>
    public float[][]? Logits { get; init; }
}
