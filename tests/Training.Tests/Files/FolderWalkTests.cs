using AvianVox.TestSupport;
using AvianVox.Training.Files;

namespace AvianVox.Training.Tests.Files;

public sealed class FolderWalkTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Links_to_folders_above_are_followed_once()
    {
        foreach (var name in new[] { "a/one", "a/two", "elsewhere/three" })
        {
            Directory.CreateDirectory(_temp.File(name));
            File.WriteAllText(_temp.File($"{name}/x.wav"), "");
        }

        Directory.CreateSymbolicLink(_temp.File("a/one/up"), "..");
        Directory.CreateSymbolicLink(_temp.File("a/two/up"), "..");
        Directory.CreateSymbolicLink(_temp.File("a/two/self"), ".");
        Directory.CreateSymbolicLink(_temp.File("a/away"), "../elsewhere");
        Directory.CreateSymbolicLink(_temp.File("a/gone"), "../nowhere");
        var found = SoundFiles.Below(_temp.File("a"), Assert.Fail, TestContext.Current.CancellationToken);
        Assert.Equal(
            [_temp.File("a/away/three/x.wav"), _temp.File("a/one/x.wav"), _temp.File("a/two/x.wav")], found);
    }

    [Fact]
    public void A_walk_ends_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => FolderWalk.Folders(_temp.Path, Assert.Fail, stop.Token));
    }
}
