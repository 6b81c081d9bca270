using System.Runtime.CompilerServices;
using AvianVox.Audio;
using AvianVox.Training.Fetching;

namespace AvianVox.Training.Predicting;

/// <summary>Predicts one file after the other; what is wrong with one does not keep the others from being heard.</summary>
/// <param name="predictor">Model.</param>
/// <param name="remote">Fetches what is named by an address.</param>
internal sealed class PredictionRun(Predictor predictor, RemoteSound remote)
{
    /// <summary>Predicts.</summary>
    /// <param name="sources">Paths and addresses.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>One result per source, in order, each as soon as it is there.</returns>
    public async IAsyncEnumerable<PredictionResult> RunAsync(IReadOnlyList<string> sources, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var source in sources)
        {
            stop.ThrowIfCancellationRequested();
            yield return await OneAsync(source, stop).ConfigureAwait(false);
        }
    }

    private async Task<PredictionResult> OneAsync(string source, CancellationToken stop)
    {
        try
        {
            if (RemoteSound.Address(source) is not { } address)
            {
                return new PredictionResult(source, predictor.Predict(source, source, stop), null);
            }

            var path = await remote.FetchAsync(address, stop).ConfigureAwait(false);
            try
            {
                return new PredictionResult(source, predictor.Predict(source, path, stop), null);
            }
            catch (AudioException fault)
            {
                // Nobody knows the file by the name it has here.
                return new PredictionResult(source, null, fault.Message.Replace(path, source, StringComparison.Ordinal));
            }
            finally
            {
                File.Delete(path);
            }
        }
        catch (Exception fault) when (fault is AudioException or TransferException or IOException or UnauthorizedAccessException)
        {
            return new PredictionResult(source, null, fault.Message);
        }
    }
}
