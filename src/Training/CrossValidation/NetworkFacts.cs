namespace AvianVox.Training.CrossValidation;

/// <summary>How large a network is.</summary>
/// <param name="Parameters">Values that training fits.</param>
/// <param name="MultiplyAdds">Multiply-adds of one window.</param>
internal sealed record NetworkFacts(long Parameters, long MultiplyAdds);
