using System.Text.Json;
using AvianVox.Training.Manifests;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using static TorchSharp.torch;

namespace AvianVox.Training.Fitting;

/// <summary>All that a run must know to go on: what the model is made of, weights, their average, the best so far, the optimiser's moments and the epochs done. Written as a whole after each epoch.</summary>
internal sealed class TrainingState
{
    private const string Magic = "AvianVox training state 2";

    private TrainingState(string identity, ModelMakings makings, IReadOnlyList<EpochReport> history, IReadOnlyDictionary<string, NamedValues> weights, IReadOnlyDictionary<string, NamedValues> average, IReadOnlyDictionary<string, NamedValues> best, byte[] optimiser)
    {
        (Identity, Makings, History, Weights, Average, Best, Optimiser) = (identity, makings, history, weights, average, best, optimiser);
    }

    /// <summary>What the run is: only a run of the same recipe, data and seed may go on from here.</summary>
    public string Identity { get; }

    /// <summary>What a package needs beside the weights.</summary>
    public ModelMakings Makings { get; }

    /// <summary>Epochs done.</summary>
    public IReadOnlyList<EpochReport> History { get; }

    /// <summary>Values of the network, by name.</summary>
    public IReadOnlyDictionary<string, NamedValues> Weights { get; }

    /// <summary>Moving average of these; empty where none is kept.</summary>
    public IReadOnlyDictionary<string, NamedValues> Average { get; }

    /// <summary>Values of the epoch with the lowest validation loss; empty where the last epoch is kept.</summary>
    public IReadOnlyDictionary<string, NamedValues> Best { get; }

    /// <summary>The optimiser's state in torch's own form.</summary>
    public byte[] Optimiser { get; }

    /// <summary>The values that would be exported if the run ended here.</summary>
    public IReadOnlyDictionary<string, NamedValues> Result => Best.Count > 0 ? Best : Average.Count > 0 ? Average : Weights;

    /// <summary>Takes the state of a run.</summary>
    /// <param name="keeping">What the run is, and what the model is made of.</param>
    /// <param name="history">Epochs done.</param>
    /// <param name="network">Network.</param>
    /// <param name="average">Its moving average, or null.</param>
    /// <param name="best">Values of the best epoch; empty where the last is kept.</param>
    /// <param name="optimiser">Optimiser.</param>
    public static TrainingState Of(StateKeeping keeping, IReadOnlyList<EpochReport> history, AcousticNetwork network, WeightAverage? average, IReadOnlyDictionary<string, NamedValues> best, optim.Optimizer optimiser)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            ((TorchSharp.Modules.OptimizerHelper)optimiser).save_state_dict(writer);
        }

        return new TrainingState(keeping.Identity, keeping.Makings, [.. history], NamedValues.Of(network), average?.Values() ?? new Dictionary<string, NamedValues>(), best, memory.ToArray());
    }

    /// <summary>Puts an optimiser back to this state.</summary>
    /// <param name="optimiser">Optimiser of the same kind over the same network.</param>
    public void Restore(optim.Optimizer optimiser)
    {
        using var reader = new BinaryReader(new MemoryStream(Optimiser));
        ((TorchSharp.Modules.OptimizerHelper)optimiser).load_state_dict(reader);
    }

    /// <summary>Writes the state; what was there before stays until all of it is written.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="IOException">It cannot be written; what was there before is untouched.</exception>
    public void Write(string path) => SafeFile.Write(path, path + SafeFile.Unfinished, stream =>
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Identity);
        writer.Write(JsonSerializer.Serialize(Makings, RecipeFile.Json));
        writer.Write(JsonSerializer.Serialize(History));
        foreach (var values in new[] { Weights, Average, Best })
        {
            NamedValues.Write(writer, values);
        }

        writer.Write(Optimiser.Length);
        writer.Write(Optimiser);
    }, null);

    /// <summary>Reads a state.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="WorkshopException">It is not there, or not a state.</exception>
    public static TrainingState Read(string path)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            if (reader.ReadString() != Magic)
            {
                throw new WorkshopException($"{path} is no training state of this version; take one that avianvox-train train wrote.");
            }

            var (identity, makings) = (reader.ReadString(), JsonSerializer.Deserialize<ModelMakings>(reader.ReadString(), RecipeFile.Json)!);
            var history = JsonSerializer.Deserialize<List<EpochReport>>(reader.ReadString())!;
            var (weights, average, best) = (NamedValues.Read(reader), NamedValues.Read(reader), NamedValues.Read(reader));
            var length = reader.ReadInt32();
            var optimiser = reader.ReadBytes(length);
            return optimiser.Length == length
                ? new TrainingState(identity, makings, history, weights, average, best, optimiser)
                : throw new EndOfStreamException("its end is missing");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException or JsonException or ArgumentException)
        {
            throw new WorkshopException($"{path} cannot be read as a training state ({fault.Message.TrimEnd('.')}); take one that avianvox-train train wrote.", fault);
        }
    }
}
