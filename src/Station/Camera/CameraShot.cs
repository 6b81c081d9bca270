namespace AvianVox.Station.Camera;

/// <summary>One trigger of one camera.</summary>
/// <param name="Id">Identifier of the detection, or one of its own at a person's word.</param>
/// <param name="Station">The station's id.</param>
/// <param name="Camera">Name of the camera.</param>
/// <param name="Source">Name of the source; empty at a person's word.</param>
/// <param name="Code">The species' code, or <see cref="Manual"/>.</param>
/// <param name="Scientific">Its scientific name.</param>
/// <param name="Species">Its common name.</param>
/// <param name="Confidence">Confidence of the confirmation, 0 to 1.</param>
/// <param name="Time">Middle of the window with the highest probability, UTC.</param>
/// <param name="Path">Where the picture is expected: an absolute path.</param>
public sealed record CameraShot(
    Guid Id, string Station, string Camera, string Source, string Code, string Scientific, string Species, double Confidence, DateTimeOffset Time, string Path)
{
    /// <summary>Stands for the species at a person's word.</summary>
    public const string Manual = "manual";
}
