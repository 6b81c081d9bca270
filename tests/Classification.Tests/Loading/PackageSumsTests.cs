using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.TestSupport;

namespace AvianVox.Classification.Tests.Loading;

public sealed class PackageSumsTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("labels.csv", "Abert's Towhee", "Abert's Towhoo")]
    [InlineData("model.json", "made by a test", "made by a tset")]
    [InlineData("MODEL_CARD.md", "Made", "Mode")]
    public void A_file_that_was_changed_is_told_by_name_until_the_list_is_deleted(string name, string text, string other)
    {
        var folder = _temp.File("model");
        TestModels.Write(folder);
        File.WriteAllText(
            Path.Combine(folder, name), File.ReadAllText(Path.Combine(folder, name)).Replace(text, other, StringComparison.Ordinal));
        var fault = Assert.Throws<ModelPackageException>(() => ModelLoader.Load(folder));
        Assert.Contains($"{name} is not what it was", fault.Message, StringComparison.Ordinal);
        Assert.Contains("delete SHA256SUMS", fault.Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, "SHA256SUMS"));
        ModelLoader.Load(folder);
    }

    [Fact]
    public void A_list_that_names_files_elsewhere_or_that_are_gone_is_a_fault()
    {
        var folder = _temp.File("model");
        TestModels.Write(folder);
        File.AppendAllText(Path.Combine(folder, "SHA256SUMS"), $"{new string('0', 64)}  ../other\n{new string('0', 64)}  gone.csv\n");
        var fault = Assert.Throws<ModelPackageException>(() => ModelLoader.Load(folder));
        Assert.Contains("../other", fault.Message, StringComparison.Ordinal);
        Assert.Contains("gone.csv is missing", fault.Message, StringComparison.Ordinal);
    }
}
