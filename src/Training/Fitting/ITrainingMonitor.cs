namespace AvianVox.Training.Fitting;

/// <summary>Is told how a training run goes.</summary>
internal interface ITrainingMonitor
{
    /// <summary>Something was left out or may surprise.</summary>
    /// <param name="message">One line.</param>
    void Warn(string message);

    /// <summary>A part of the run begins, or something was found out.</summary>
    /// <param name="message">One line.</param>
    void Say(string message);

    /// <summary>Files were read.</summary>
    /// <param name="done">Files so far; called by several threads.</param>
    /// <param name="total">Files in all.</param>
    void Read(int done, int total)
    {
    }

    /// <summary>A step was done.</summary>
    /// <param name="windows">Windows since the start of the run.</param>
    /// <param name="total">Windows of the whole run.</param>
    /// <param name="loss">Mean loss of this epoch so far.</param>
    /// <param name="accuracy">Accuracy of this epoch so far.</param>
    void Step(int windows, int total, double loss, double accuracy);

    /// <summary>An epoch was done.</summary>
    /// <param name="epoch">How it went.</param>
    void Epoch(EpochReport epoch);
}
