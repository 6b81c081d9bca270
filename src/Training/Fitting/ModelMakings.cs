using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Recipes;

namespace AvianVox.Training.Fitting;

/// <summary>What a package needs beside the weights.</summary>
/// <param name="Recipe">Recipe as it was fitted.</param>
/// <param name="Labels">Labels, one per output.</param>
/// <param name="Features">Front end, scaled.</param>
/// <param name="Seed">Seed of the run.</param>
internal sealed record ModelMakings(Recipe Recipe, IReadOnlyList<Label> Labels, FeatureSpec Features, int Seed);
