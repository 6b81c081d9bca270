using System.Net;

namespace AvianVox.Training.Fetching;

/// <summary>A request failed for good: refused, or given up after its last attempt.</summary>
/// <param name="message">What was asked for and what went wrong; never the key.</param>
/// <param name="status">Status of the answer; null where there was none.</param>
/// <param name="detail">What the answer's body says about it, if anything.</param>
/// <param name="isTransient">Whether the same request may succeed later.</param>
/// <param name="inner">The cause, if any.</param>
internal sealed class TransferException(
    string message,
    HttpStatusCode? status = null,
    string? detail = null,
    bool isTransient = false,
    Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Status of the answer; null where there was none.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>What the answer's body says about it, if anything.</summary>
    public string? Detail { get; } = detail;

    /// <summary>Whether the same request may succeed later: the server is busy, broken or away.</summary>
    public bool IsTransient { get; } = isTransient;
}
