namespace AvianVox.Classification.Packages;

/// <summary>What a model's output is, and so what turns it into probabilities.</summary>
public enum OutputActivation
{
    /// <summary>Probabilities already; taken as they are.</summary>
    Probabilities,

    /// <summary>Logits of labels that exclude each other: softmax.</summary>
    LogitsSoftmax,

    /// <summary>Logits of labels that may hold together: sigmoid.</summary>
    LogitsSigmoid,
}
