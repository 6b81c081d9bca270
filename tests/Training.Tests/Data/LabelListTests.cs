using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Data;

public sealed class LabelListTests
{
    [Fact]
    public void Codes_are_unique_and_stay_what_they_are_beside_others()
    {
        SoundClass[] sounds =
        [
            Bird("Turdus migratorius", "Robin"), Bird("Erithacus rubecula", "Robin"), Bird("Passer domesticus", "イエスズメ"), Bird("雀", "雀"),
            Bird("Melozone aberti", "Abert's Towhee"), SoundClass.Noise,
        ];
        var labels = LabelList.Of(sounds.Select(Recording));
        Assert.Equal(labels.Count, labels.DistinctBy(l => l.Code).Count());
        string Code(string scientific) => labels.First(l => l.ScientificName == scientific).Code;
        Assert.Equal(
            ("robin", "robin-2", "passer-domesticus", "aberts-towhee"),
            (Code("Erithacus rubecula"), Code("Turdus migratorius"), Code("Passer domesticus"), Code("Melozone aberti")));
        Assert.Matches("^species-[0-9a-f]{10}$", Code("雀"));
        Assert.Equal(Code("雀"), Assert.Single(LabelList.Of([Recording(sounds[3])])).Code);
        Assert.Equal("noise", Code("Noise"));
    }

    [Fact]
    public void Two_thousand_species_and_names_of_a_hundred_letters_have_codes_that_a_package_takes()
    {
        var labels = LabelList.Of(
            Enumerable.Range(0, 2_000).Select(i => Recording(Bird($"Genus species{i}", new string('x', 100) + (i % 2 == 0 ? "" : " Bird")))));
        Assert.Equal(2_000, labels.Select(l => l.Code).Distinct().Count());
        Assert.All(labels, l => Assert.Matches("^[a-z0-9-]{1,64}$", l.Code));
    }

    [Fact]
    public void Lists_that_call_a_species_otherwise_are_brought_together()
    {
        var warnings = new List<string>();
        SoundClass[] sounds =
        [
            Bird(
                "Setophaga townsendi",
                "Townsend's Warbler"), Bird("Dendroica townsendi", "Townsend's Warbler"), Bird("Black Phoebe", "Black Phoebe"),
            Bird("black phoebe", "black phoebe"), Bird(
                "Sayornis nigricans", "Black Phoebe"), Bird("Turdus migratorius", "Robin"), Bird("Erithacus rubecula", "Robin"),
        ];
        var classes = OneName.ForEach([.. sounds.Select(Recording)], warnings.Add).Select(r => r.Class.ScientificName);
        Assert.Equal(
            [
                "Setophaga townsendi",
                "Setophaga townsendi",
                "Sayornis nigricans",
                "Sayornis nigricans",
                "Sayornis nigricans",
                "Turdus migratorius",
                "Erithacus rubecula",
            ],
            classes);
        Assert.Contains(warnings, w => w.Contains("Dendroica townsendi", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("Robin is the name of", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Spinus psaltria", "x")]
    [InlineData("Carduelis psaltria", "x")]
    [InlineData("Lesser goldfinch", "Lesser goldfinch")]
    [InlineData("lesser-goldfinch", "lesser-goldfinch")]
    public void A_label_is_found_by_any_of_its_names(string scientific, string common)
    {
        var labels = new LabelMatch(
            [new Label(0, "Noise", "Noise", "noise", LabelKind.Noise), new Label(1, "Spinus psaltria", "Lesser Goldfinch", "lesser-goldfinch", LabelKind.Bird)]);
        Assert.Equal(1, labels.Find(Bird(scientific, common))?.Index);
        Assert.Null(labels.Find(Bird("Carduelis carduelis", "European Goldfinch")));
    }

    private static SoundClass Bird(string scientific, string common) => new(scientific, common, LabelKind.Bird);

    private static Recording Recording(SoundClass sound) =>
        new($"/{sound.ScientificName}.wav", "set", $"set/{sound.ScientificName}", sound, "", "");
}
