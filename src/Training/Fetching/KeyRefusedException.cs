namespace AvianVox.Training.Fetching;

/// <summary>The service does not take the key, or there is none.</summary>
/// <param name="message">What is wrong and where a key comes from; never the key itself.</param>
/// <param name="inner">The cause, if any.</param>
internal sealed class KeyRefusedException(string message, Exception? inner = null) : Exception(message, inner);
