namespace AvianVox.Training.Fetching;

/// <summary>Is told how a fetch goes.</summary>
internal interface IFetchMonitor
{
    /// <summary>Something worth a line.</summary>
    /// <param name="message">Message.</param>
    void Say(string message);

    /// <summary>Something that is not as it should be, while the rest goes on.</summary>
    /// <param name="message">Message.</param>
    void Warn(string message);

    /// <summary>A wait has begun.</summary>
    /// <param name="pause">How long.</param>
    /// <param name="why">The fault that led to it; null where only the rate asks for it.</param>
    void Waiting(TimeSpan pause, string? why);

    /// <summary>Files are about to be fetched.</summary>
    /// <param name="files">How many, as far as can be told beforehand.</param>
    void Planned(int files);

    /// <summary>A file is being fetched.</summary>
    /// <param name="recording">Which.</param>
    void Begin(RemoteRecording recording);

    /// <summary>Bytes have come.</summary>
    /// <param name="count">How many.</param>
    void Received(int count);

    /// <summary>A file is done with, fetched or not.</summary>
    void Done();
}
