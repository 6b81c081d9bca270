namespace AvianVox.Training;

/// <summary>A fault that a person can mend: a wrong file, a wrong option. Shown as one line, without a stack trace.</summary>
/// <param name="message">Names the file or option, its value, the fault and the way out.</param>
/// <param name="inner">The cause, if any.</param>
internal sealed class WorkshopException(string message, Exception? inner = null) : Exception(message, inner);
