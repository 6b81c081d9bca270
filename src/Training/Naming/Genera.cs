namespace AvianVox.Training.Naming;

/// <summary>What scientific names tell: genera that are no birds, and genera that species were moved between.</summary>
internal static class Genera
{
    private static readonly HashSet<string> Insects = Set(
        "Acheta Acrida Allonemobius Amblycorypha Anaxipha Anabrus Apis Bombus Cicada Chorthippus Conocephalus Cyrtoxipha Decticus " +
        "Eunemobius " +
        "Euconocephalus Gomphocerippus Gryllotalpa Gryllus Hemiandrus Hemideina Leptophyes Lyristes Magicicada Meconema Metrioptera " +
        "Microcentrum Miogryllus " +
        "Neoconocephalus Neocicada Neonemobius Neotibicen Nemobius Oecanthus Omocestus Orchelimum Orocharis Phaneroptera " +
        "Phyllopalpus Pholidoptera Platycleis Pterophylla " +
        "Roeseliana Ruspolia Scudderia Stenobothrus Stethophyma Teleogryllus Tettigonia Tibicen Tibicina Vespa");

    private static readonly HashSet<string> OtherAnimals = Set(
        "Acris Alytes Anaxyrus Bombina Bufo Bufotes Crinia Dendrobates Discoglossus Dryophytes Eleutherodactylus Engystomops " +
        "Epidalea Gastrophryne Hyla Hyloxalus Incilius Leptodactylus Limnodynastes Lithobates " +
        "Litoria Pelobates Pelodytes Pelophylax Physalaemus Pseudacris Rana Ranitomeya Rhinella Scaphiopus Scinax Spea Xenopus " +
        "Alouatta Antrozous Barbastella Bos Canis Capra Capreolus Cervus Cynomys Eptesicus Equus Erethizon Felis Lasionycteris " +
        "Lasiurus Lepus Lynx Marmota Miniopterus Myotis Nyctalus Odocoileus " +
        "Ovis Panthera Pipistrellus Plecotus Procyon Puma Rhinolophus Sciurus Sus Tadarida Tamias Tamiasciurus Ursus Vespertilio Vulpes");

    /// <summary>Genera that share species which lists of different years put into the one or the other.</summary>
    private static readonly HashSet<string>[] Moved =
    [
        .. new[]
        {
            "Carduelis Spinus Chloris Linaria Acanthis", "Dendroica Setophaga Parula Wilsonia Cardellina Vermivora Leiothlypis Oreothlypis",
            "Oporornis Geothlypis", "Seiurus Parkesia", "Parus Poecile Cyanistes Periparus Lophophanes Baeolophus Sittiparus Machlolophus",
            "Larus Chroicocephalus Ichthyaetus Hydrocoloeus Leucophaeus", "Sterna Thalasseus Sternula Onychoprion Hydroprogne Gelochelidon",
            "Picoides Dendrocopos Dryobates Leuconotopicus Dendrocoptes Dryocopus", "Sylvia Curruca", "Hirundo Petrochelidon Cecropis Ptyonoprogne Delichon",
            "Carpodacus Haemorhous", "Nyctea Bubo", "Corvus Coloeus", "Miliaria Emberiza Schoeniclus", "Pipilo Melozone", "Caprimulgus Antrostomus",
            "Anas Mareca Spatula Sibirionetta", "Columba Patagioenas", "Otus Megascops", "Grus Antigone Leucogeranus", "Casmerodius Egretta Ardea Bubulcus Mesophoyx",
            "Chen Anser Branta", "Regulus Corthylio", "Stellula Selasphorus", "Phalacrocorax Nannopterum Urile Microcarbo Gulosus", "Puffinus Ardenna Calonectris",
            "Calidris Philomachus Tryngites Limicola Aphriza", "Tringa Heteroscelus Catoptrophorus Actitis", "Phylloscopus Seicercus", "Aimophila Peucaea Artemisiospiza Amphispiza",
            "Ammodramus Ammospiza Centronyx Passerculus", "Tetrao Lyrurus Bonasa Tetrastes", "Hippolais Iduna", "Turdus Ixoreus Zoothera", "Luscinia Calliope Larvivora Cyanecula Tarsiger",
            "Charadrius Anarhynchus Eudromias Thinornis", "Accipiter Astur Tachyspiza", "Aquila Clanga Hieraaetus", "Streptopelia Spilopelia", "Estrilda Uraeginthus", "Serinus Crithagra",
            "Cistothorus Telmatodytes", "Contopus Nuttallornis", "Cyanocitta Aphelocoma", "Guiraca Passerina", "Gallinula Porphyrula Porphyrio", "Oceanodroma Hydrobates",
        }.Select(Set),
    ];

    /// <summary>What a scientific name is of, as far as its genus tells; null where it tells nothing, as with birds.</summary>
    /// <param name="scientific">Scientific name.</param>
    public static Classification.Packages.LabelKind? KindOf(string scientific) => GenusOf(scientific) switch
    {
        "Homo" => Classification.Packages.LabelKind.Human,
        var genus when Insects.Contains(genus) => Classification.Packages.LabelKind.Insect,
        var genus when OtherAnimals.Contains(genus) => scientific is "Canis familiaris" or "Canis lupus familiaris"
            ? Classification.Packages.LabelKind.Dog
            : Classification.Packages.LabelKind.Animal,
        _ => null,
    };

    /// <summary>Whether two scientific names are of one species that was moved to another genus.</summary>
    /// <param name="one">Scientific name.</param>
    /// <param name="other">Scientific name.</param>
    /// <param name="isSameEnglish">Whether both have the same English name; else the genera must be known to have shared species.</param>
    public static bool AreSynonyms(string one, string other, bool isSameEnglish)
    {
        var (a, b) = (one.Split(' '), other.Split(' '));
        return a.Length > 1
            && b.Length > 1
            && Stem(a[1]) == Stem(b[1])
            && (isSameEnglish || a[0] == b[0] || Array.Exists(Moved, m => m.Contains(a[0]) && m.Contains(b[0])));
    }

    /// <summary>An epithet without the ending that follows the genus' gender: caerulescens, -us, -a and -um.</summary>
    private static string Stem(string epithet)
    {
        var small = epithet.ToLowerInvariant();
        foreach (var ending in new[] { "us", "um", "is", "er", "ra", "a", "e" })
        {
            if (small.Length > ending.Length + 2 && small.EndsWith(ending, StringComparison.Ordinal))
            {
                return small[..^ending.Length];
            }
        }

        return small;
    }

    private static string GenusOf(string scientific) => scientific.Split(' ')[0];

    private static HashSet<string> Set(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
