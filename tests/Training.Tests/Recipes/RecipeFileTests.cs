using AvianVox.TestSupport;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Torch;

namespace AvianVox.Training.Tests.Recipes;

[Collection(nameof(TorchSeed))]
public sealed class RecipeFileTests
{
    public static TheoryData<string> Shipped =>
        [
            .. Directory.GetFiles(Path.Combine(ProjectRoot.Path, "config/recipes"), "*.json")
                .Select(f => Path.GetFileNameWithoutExtension(f)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_recipe_that_ships_holds_together_and_fits_a_small_station(string name)
    {
        var recipe = RecipeFile.Read(name);
        Assert.Equal(name, recipe.Name);
        Assert.NotEmpty(recipe.Description);
        TorchRuntime.Start(1);
        using var network = recipe.Network.Create(NetworkShape.Of(recipe.Features, 100));
        Assert.InRange(network.Parameters, 1, 1_000_000);
        // Version 18 of the study is the dearest: 205 million.
        if (recipe.Network is not StudyDesign)
        {
            // The study's networks are what they are; version 18 alone takes 205 million.
            Assert.InRange(network.MultiplyAdds, 1, 150_000_000);
        }
    }

    /// <summary>
    /// The parameters of version 20 are those that the study printed, for its 91 species; the others follow from its table.
    /// </summary>
    [Theory]
    [InlineData("v16", 148, 39_131)]
    [InlineData("v17", 148, 71_071)]
    [InlineData("v18", 148, 80_411)]
    [InlineData("v20", 128, 80_411)]
    public void The_studys_networks_have_its_shapes(string name, int rows, int parameters)
    {
        var recipe = RecipeFile.Read(name);
        Assert.Equal(rows, recipe.Features.Rows);
        Assert.Equal((150, 64), (recipe.Fit.Epochs, recipe.Fit.Batch));
        TorchRuntime.Start(1);
        using var network = recipe.Network.Create(NetworkShape.Of(recipe.Features, 91));
        Assert.Equal(parameters, network.Parameters);
    }

    [Fact]
    public void A_recipe_written_in_full_reads_as_the_same()
    {
        using var folder = new TempFolder();
        var recipe = RecipeFile.Read("birds");
        var path = folder.File("copy.json");
        File.WriteAllText(path, RecipeFile.Write(recipe with { Name = "" }));
        Assert.Equal(RecipeFile.Fingerprint(recipe), RecipeFile.Fingerprint(RecipeFile.Read(path)));
        Assert.NotEqual(RecipeFile.Fingerprint(recipe), RecipeFile.Fingerprint(recipe with { Fit = recipe.Fit with { Epochs = 3 } }));
    }

    [Theory]
    [InlineData("{ \"fit\": { \"epochs\": 0, \"warmUp\": 2 } }", "fit.epochs is 0", "fit.warmUp is 2")]
    [InlineData("{ \"network\": { \"kind\": \"convolutional\", \"filters\": [8] } }", "network.filters is [8]", "at least two")]
    [InlineData("{ \"network\": { \"kind\": \"study\", \"filters\": [8, 8, 8, 8, 8, 8] } }", "too small", "fewer blocks")]
    [InlineData("{ \"network\": { \"kind\": \"convolutional\", \"pool\": [0, 2] } }", "network.pool is [0, 2]", "each from 1")]
    [
        InlineData(
            "{ \"features\": { \"layout\": \"None\" }, \"network\": { \"kind\": \"convolutional\", \"pool\": [16, 2] } }",
            "network.filters has 5 blocks",
            "8 rows and 64 frames"),
    ]
    [
        InlineData(
            "{ \"network\": { \"kind\": \"texture\", \"segment\": 200, \"dropout\": 1 } }",
            "network.segment is 200; allowed: multiples of 4",
            "network.dropout is 1"),
    ]
    [
        InlineData(
            "{ \"network\": { \"kind\": \"texture\", \"segment\": 32, \"modulationBands\": 16 } }",
            "network.modulationBands is 16",
            "below half a segment, 16"),
    ]
    [
        InlineData(
            "{ \"network\": { \"kind\": \"ensemble\", \"members\": [{ \"kind\": \"study\" }, { \"kind\": \"texture\", \"bandGroup\": " +
            "0 }] } }",
            "network.members[1].bandGroup is 0",
            "1 to the 128 mel bands"),
    ]
    [InlineData("{ \"network\": { \"kind\": \"texture\" } }", "features.layout is Overwrite", "None or Concatenate")]
    [InlineData("{ \"network\": { \"kind\": \"convolutional\", \"pool\": [200, 1] } }", "network.pool is [200, 1]", "up to 128 and 128")]
    [InlineData("{ \"network\": { \"kind\": \"convolutional\", \"pool\": [2, 1] } }", "network.pool is [2, 1]", "1 row")]
    [
        InlineData(
            "{ \"features\": { \"layout\": \"Concatenate\" }, \"network\": { \"kind\": \"convolutional\", \"mfccFilters\": 8, " +
            "\"pool\": [9, 1] } }",
            "network.filters has 5 blocks",
            "14 rows and 128 frames"),
    ]
    [
        InlineData(
            "{ \"network\": { \"kind\": \"ensemble\", \"members\": [{ \"kind\": \"ensemble\", \"members\": [{ \"kind\": \"study\" }] " +
            "}] } }",
            "network.members[0].kind is ensemble",
            "beside the others"),
    ]
    [InlineData("{ \"network\": { \"kind\": \"ensemble\" } }", "network.members is empty", "at least one")]
    [InlineData("{ \"windows\": { \"kind\": \"sound\", \"filterRange\": -1 } }", "windows.filterRange is -1", "0 to 60 dB")]
    [InlineData("{ \"windows\": { \"kind\": \"sound\", \"weights\": { \"elephant\": 2 } } }", "windows.weights.elephant", "bird, noise")]
    [InlineData("{ \"windows\": { \"kind\": \"study\" } }", "features.offlineClamp is Window", "File or None")]
    [InlineData("{ \"features\": { \"melBands\": 0 } }", "features.MelBands is 0", "1 to 512")]
    [InlineData("{ \"fit\": {\n \"epoch\": 3 } }", "line 2", "epoch")]
    [InlineData("{ \"features\": { \"log\": \"Decimal\" } }", "line 1", "features.log")]
    public void Faults_are_told_with_file_key_value_and_way_out(string text, string first, string second)
    {
        using var folder = new TempFolder();
        var path = folder.File("mine.json");
        File.WriteAllText(path, text);
        var fault = Assert.Throws<WorkshopException>(() => RecipeFile.Read(path));
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(first, fault.Message, StringComparison.Ordinal);
        Assert.Contains(second, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_that_is_not_there_is_told_with_those_that_are()
    {
        Assert.Contains("v20", Assert.Throws<WorkshopException>(() => RecipeFile.Read("v19")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "/nowhere/x.json",
            Assert.Throws<WorkshopException>(() => RecipeFile.Read("/nowhere/x.json")).Message,
            StringComparison.Ordinal);
    }
}
