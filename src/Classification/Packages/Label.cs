namespace AvianVox.Classification.Packages;

/// <summary>One output of a model.</summary>
/// <param name="Index">Position in the model's output, from 0.</param>
/// <param name="ScientificName">Scientific name, or the English name again where there is none.</param>
/// <param name="CommonName">English name.</param>
/// <param name="Code">Short stable code for tags and file names: lower-case letters, digits and hyphens.</param>
/// <param name="Kind">What it stands for.</param>
public sealed record Label(int Index, string ScientificName, string CommonName, string Code, LabelKind Kind);
