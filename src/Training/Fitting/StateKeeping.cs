namespace AvianVox.Training.Fitting;

/// <summary>Where and as what a run keeps its state.</summary>
/// <param name="File">File the state is kept in, and taken up from where it is there.</param>
/// <param name="Identity">What the run is: a state of another run is refused.</param>
/// <param name="Makings">What a package made from the state needs beside the weights.</param>
internal sealed record StateKeeping(string File, string Identity, ModelMakings Makings);
