using System.Text.Json.Serialization;
using AvianVox.Dsp.Features;

namespace AvianVox.Training.Networks;

/// <summary>How a network is built; a part of a recipe.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StudyDesign), "study")]
[JsonDerivedType(typeof(ConvolutionalDesign), "convolutional")]
[JsonDerivedType(typeof(TextureDesign), "texture")]
[JsonDerivedType(typeof(EnsembleDesign), "ensemble")]
internal abstract record NetworkDesign
{
    /// <summary>Builds the network, its weights drawn from torch's current seed.</summary>
    /// <param name="shape">What goes in and comes out.</param>
    public abstract AcousticNetwork Create(NetworkShape shape);

    /// <summary>
    /// Every fault, each beginning with the key within the design, naming its value and what is allowed; empty when it holds
    /// together.
    /// </summary>
    /// <param name="features">Front end.</param>
    public abstract IReadOnlyList<string> Faults(FeatureSpec features);

    /// <summary>One sentence for a model card.</summary>
    public abstract string Sentence { get; }
}
