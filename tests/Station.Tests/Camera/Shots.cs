using AvianVox.Station.Camera;

namespace AvianVox.Station.Tests.Camera;

/// <summary>Triggers to act on.</summary>
internal static class Shots
{
    public static CameraShot Cuckoo(string path = "/pictures/cuckoo.jpg", string species = "Common Cuckoo") => new(
        new Guid("018f4227-3c40-7d3a-9b8e-0f5f3f1f6c1a"), "reed-bed", "nest", "mic", "common-cuckoo", "Cuculus canorus", species, 0.91234, new DateTimeOffset(2024, 5, 4, 6, 30, 1, TimeSpan.FromHours(2)), path);
}
