using AvianVox.Listening.Detection;

namespace AvianVox.Station.Events;

/// <summary>Adds to an ended detection what is ready only after its end, such as the clip with its post-roll or a picture.</summary>
public interface IDetectionAttachment
{
    /// <summary>Tells what the event of a detection waits for. Called on the thread that classifies; must return at once.</summary>
    /// <param name="ended">The ended detection.</param>
    /// <returns>
    /// Null when nothing of this kind belongs to the detection. Else a task that gives the change to make to the record; one
    /// that takes longer than <see cref="DetectionAssembler.Limit"/>, or fails, is not waited for and changes nothing.
    /// </returns>
    Task<Func<DetectionRecord, DetectionRecord>>? Attach(DetectionRecord ended);
}
