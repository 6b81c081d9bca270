namespace AvianVox.Classification.Packages;

/// <summary>What a label stands for. Only birds become detections.</summary>
public enum LabelKind
{
    /// <summary>A bird species.</summary>
    Bird,

    /// <summary>Human voice.</summary>
    Human,

    /// <summary>Barking dog.</summary>
    Dog,

    /// <summary>Insects.</summary>
    Insect,

    /// <summary>Frogs and other animals that are neither bird, dog nor insect.</summary>
    Animal,

    /// <summary>Wind, rain, engines and whatever else is not an animal.</summary>
    Noise,
}
