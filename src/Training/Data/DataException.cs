namespace AvianVox.Training.Data;

/// <summary>A data set that cannot be used. The message names the file or folder, the fault and the way out.</summary>
/// <param name="message">What is wrong and where.</param>
/// <param name="inner">The cause, if any.</param>
internal sealed class DataException(string message, Exception? inner = null) : Exception(message, inner);
