namespace AvianVox.Classification.Packages;

/// <summary>A model package that does not hold together. The message names the file, the key, the value and what is allowed.</summary>
/// <param name="message">What is wrong and where.</param>
/// <param name="inner">The cause, if any.</param>
public sealed class ModelPackageException(string message, Exception? inner = null) : Exception(message, inner);
