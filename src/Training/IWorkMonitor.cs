namespace AvianVox.Training;

/// <summary>Is told how long work goes.</summary>
internal interface IWorkMonitor
{
    /// <summary>Something was left out, or is not as it should be.</summary>
    /// <param name="message">One line.</param>
    void Warn(string message);

    /// <summary>Work was done; may be told by several threads.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="done">Parts done.</param>
    /// <param name="total">Parts in all.</param>
    void Step(string what, int done, int total);
}
