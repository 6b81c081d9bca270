namespace AvianVox.Station.Camera;

/// <summary>One thing that a camera does when it is triggered. Several triggers may be under way at once.</summary>
public interface ICameraAction : IDisposable
{
    /// <summary>What it is, for people.</summary>
    string Name { get; }

    /// <summary>Does it.</summary>
    /// <param name="shot">What is known of the trigger.</param>
    /// <param name="cancellation">Gives up: the camera's time is over, or the station stops.</param>
    /// <exception cref="CameraException">It failed, and why.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    Task RunAsync(CameraShot shot, CancellationToken cancellation);
}
