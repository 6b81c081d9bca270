using System.Text.Json.Serialization;

namespace AvianVox.Training.Fitting;

/// <summary>Where training windows come from; a part of a recipe.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SoundWindowOptions), "sound")]
internal abstract record WindowOptions
{
    /// <summary>Every fault, each naming the key, its value and what is allowed.</summary>
    public abstract IReadOnlyList<string> Faults();
}
