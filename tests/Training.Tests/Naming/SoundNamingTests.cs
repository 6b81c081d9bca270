using AvianVox.Classification.Packages;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Naming;

/// <summary>Nothing becomes a bird by being in a list.</summary>
public sealed class SoundNamingTests
{
    [Theory]
    [InlineData("Noise", "Noise")]
    [InlineData("Background", "Noise")]
    [InlineData("silence", "Noise")]
    [InlineData("train", "Noise")]
    [InlineData("sea_waves", "Noise")]
    [InlineData("SeaWaves", "Noise")]
    [InlineData("crackling fire", "Noise")]
    [InlineData("Engine_Engine", "Noise")]
    [InlineData("Power tools_Power tools", "Noise")]
    [InlineData("Hintergrundgeräusche", "Noise")]
    [InlineData("bruit de fond", null)]
    [InlineData("Шум", "Noise")]
    [InlineData("ノイズ", "Noise")]
    [InlineData("Rain", "Rain")]
    [InlineData("heavy rain", "Rain")]
    [InlineData("Regen", "Rain")]
    [InlineData("Human vocal_Human vocal", "Homo sapiens")]
    [InlineData("Human non-vocal", "Homo sapiens")]
    [InlineData("crying_baby", "Homo sapiens")]
    [InlineData("Stimmen", "Homo sapiens")]
    [InlineData("Dog_Dog", "Canis familiaris")]
    [InlineData("Hund", "Canis familiaris")]
    [InlineData("собака", "Canis familiaris")]
    [InlineData("crickets", "Insecta")]
    [InlineData("frogs", "Anura")]
    public void Words_of_the_field_name_what_is_no_bird(string folder, string? scientific) =>
        Assert.Equal(scientific, SoundNaming.Of(SpeciesName.Parse(folder))?.ScientificName);

    [Theory]
    [InlineData("Rainbow Lorikeet")]
    [InlineData("Tawny Frogmouth")]
    [InlineData("Common Firecrest")]
    [InlineData("Seaside Sparrow")]
    [InlineData("Grasshopper Sparrow")]
    [InlineData("Rain Quail")]
    [InlineData("Gray Catbird")]
    [InlineData("Windhover Kestrel")]
    [InlineData("Black Phoebe")]
    [InlineData("black phoebe")]
    [InlineData("Turdus merula")]
    [InlineData("Moineau domestique (Passer domesticus)")]
    [InlineData("Passer domesticus_イエスズメ")]
    [InlineData("イエスズメ")]
    [InlineData("Домовый воробей")]
    [InlineData("عصفور دوري")]
    public void Words_within_words_name_nothing_and_birds_stay_birds(string folder) =>
        Assert.Equal(LabelKind.Bird, SoundNaming.Of(SpeciesName.Parse(folder))?.Kind);

    [Theory]
    [InlineData("Northern Cricket Frog", "Acris crepitans", LabelKind.Animal)]
    [InlineData("Great Green Bush-cricket", "Tettigonia viridissima", LabelKind.Insect)]
    [InlineData("", "Gryllus campestris", LabelKind.Insect)]
    [InlineData("Common Pipistrelle", "Pipistrellus pipistrellus", LabelKind.Animal)]
    public void Other_animals_keep_their_names_and_are_no_birds(string common, string scientific, LabelKind kind)
    {
        var sound = SoundNaming.Of(new SpeciesName(common, scientific));
        Assert.Equal((scientific, kind), (sound?.ScientificName, sound?.Kind ?? LabelKind.Bird));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("Unknown")]
    [InlineData("misc")]
    [InlineData("zipper")]
    [InlineData("class1")]
    [InlineData("Amsel")]
    [InlineData("chirping_birds")]
    public void What_no_name_tells_is_asked_for_and_an_answer_is_believed(string folder)
    {
        var name = SpeciesName.Parse(folder);
        Assert.Null(SoundNaming.Of(name));
        Assert.Equal(LabelKind.Bird, SoundNaming.Of(name, null, KindChoices.Read(["bird"]))?.Kind);
        Assert.Equal(LabelKind.Noise, SoundNaming.Of(name, null, KindChoices.Read([$"{folder}=noise", "bird"]))?.Kind);
        Assert.Equal(LabelKind.Insect, SoundNaming.Of(name, LabelKind.Insect)?.Kind);
    }

    [Fact]
    public void A_kind_that_is_told_outweighs_every_name()
    {
        Assert.Equal(LabelKind.Noise, SoundNaming.Of(new SpeciesName("House Sparrow", "Passer domesticus"), LabelKind.Noise)?.Kind);
        Assert.Equal(SoundClass.Dog, SoundNaming.Of(new SpeciesName("Dog", ""), LabelKind.Dog));
        Assert.Contains(
            "bird, human", Assert.Throws<WorkshopException>(() => KindChoices.Read(["Amsel=vogel"])).Message, StringComparison.Ordinal);
    }
}
