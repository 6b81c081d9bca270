using System.Security.Cryptography;
using System.Text;
using AvianVox.Training.Data;
using AvianVox.Training.Recipes;

namespace AvianVox.Training.Fitting;

/// <summary>Tells runs apart, so that none goes on from the state of another.</summary>
internal static class RunIdentity
{
    /// <summary>SHA-256 over the recipe, the seed and the training recordings (names, classes, lengths), in hexadecimal.</summary>
    /// <param name="recipe">Recipe.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="clips">Training recordings.</param>
    public static string Of(Recipe recipe, int seed, IReadOnlyList<Clip> clips)
    {
        var text = new StringBuilder(RecipeFile.Fingerprint(recipe)).Append('/').Append(seed);
        foreach (var clip in clips)
        {
            text.Append('\n')
                .Append(clip.Recording.DataSet)
                .Append('/')
                .Append(clip.Recording.Id)
                .Append('/')
                .Append(clip.Recording.Class.ScientificName)
                .Append('/')
                .Append(clip.Samples.Length);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
