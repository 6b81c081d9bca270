namespace AvianVox.Training.Tests;

/// <summary>Takes every warning for a fault of the test, but for the one that is expected.</summary>
/// <param name="expected">A part of it; null: none is.</param>
internal sealed class StrictMonitor(string? expected = null) : IWorkMonitor
{
    /// <inheritdoc />
    public void Warn(string message)
    {
        if (expected is null || !message.Contains(expected, StringComparison.Ordinal))
        {
            Assert.Fail(message);
        }
    }

    /// <inheritdoc />
    public void Step(string what, int done, int total)
    {
    }
}
