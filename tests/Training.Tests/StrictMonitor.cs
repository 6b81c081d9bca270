namespace AvianVox.Training.Tests;

/// <summary>Takes every warning for a fault of the test.</summary>
internal sealed class StrictMonitor : IWorkMonitor
{
    /// <inheritdoc />
    public void Warn(string message) => Assert.Fail(message);

    /// <inheritdoc />
    public void Step(string what, int done, int total)
    {
    }
}
