using AvianVox.TestSupport;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Tests.Splits;

public sealed class SplitFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_write_that_fails_half_way_leaves_what_was_there_and_nothing_else()
    {
        SplitFolder.Write(_temp.File("split"), Files("old"), replace: false);
        // A name in a folder that is not there: the second file cannot be written.
        var fault = Assert.Throws<IOException>(
            () => SplitFolder.Write(_temp.File("split"), new Dictionary<string, string> { ["split.json"] = "new", ["no/such.csv"] = "" }, replace: true));
        Assert.StartsWith($"--out {_temp.File("split")} cannot be written", fault.Message, StringComparison.Ordinal);
        Assert.Equal([_temp.File("split")], Directory.EnumerateFileSystemEntries(_temp.Path));
        Assert.Equal("old", File.ReadAllText(_temp.File("split/split.json")));
    }

    [Fact]
    public void A_replaced_split_leaves_none_of_its_files_behind()
    {
        SplitFolder.Write(
            _temp.File("split"), new Dictionary<string, string>(Files("old")) { ["cv0_test_file_ids.csv"] = "" }, replace: false);
        SplitFolder.Write(_temp.File("split"), Files("new"), replace: true);
        Assert.Equal([_temp.File("split/split.json")], Directory.EnumerateFileSystemEntries(_temp.File("split")));
        Assert.Equal("new", File.ReadAllText(_temp.File("split/split.json")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_temp.Path));
    }

    private static Dictionary<string, string> Files(string facts) => new() { ["split.json"] = facts };
}
