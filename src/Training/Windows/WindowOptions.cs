using System.Text.Json.Serialization;
using AvianVox.Dsp.Features;

namespace AvianVox.Training.Windows;

/// <summary>Where training windows come from; a part of a recipe.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SoundWindowOptions), "sound")]
[JsonDerivedType(typeof(StudyWindowOptions), "study")]
internal abstract record WindowOptions
{
    /// <summary>Every fault, each naming the key, its value and what is allowed.</summary>
    /// <param name="features">Front end of the recipe.</param>
    public abstract IReadOnlyList<string> Faults(FeatureSpec features);
}
