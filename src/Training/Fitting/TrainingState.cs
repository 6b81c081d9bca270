using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AvianVox.Training.Files;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using static TorchSharp.torch;

namespace AvianVox.Training.Fitting;

/// <summary>
/// All that a run must know to go on: what the model is made of, weights, their average, the best so far, the optimiser's moments
/// and the epochs done. Written as a whole after each epoch.
/// </summary>
/// <remarks>
/// The file ends with the SHA-256 of all before it. States of version 2, which had none, are read unchecked; the next epoch is
/// written with one.
/// </remarks>
internal sealed class TrainingState
{
    private const string Kind = "AvianVox training state ";
    private const string Magic = Kind + "3";
    private const string WithoutChecksum = Kind + "2";

    private TrainingState(
        string identity,
        ModelMakings makings,
        IReadOnlyList<EpochReport> history,
        IReadOnlyDictionary<string, NamedValues> weights,
        IReadOnlyDictionary<string, NamedValues> average,
        IReadOnlyDictionary<string, NamedValues> best,
        byte[] optimiser)
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
    public static TrainingState Of(
        StateKeeping keeping,
        IReadOnlyList<EpochReport> history,
        AcousticNetwork network,
        WeightAverage? average,
        IReadOnlyDictionary<string, NamedValues> best,
        optim.Optimizer optimiser)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            ((TorchSharp.Modules.OptimizerHelper)optimiser).save_state_dict(writer);
        }

        return new TrainingState(
            keeping.Identity,
            keeping.Makings,
            [.. history],
            NamedValues.Of(network),
            average?.Values() ?? new Dictionary<string, NamedValues>(),
            best,
            memory.ToArray());
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
    public void Write(string path)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
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
        writer.Flush();
        var content = memory.GetBuffer().AsMemory(0, (int)memory.Length);
        try
        {
            SafeFile.Write(path, path + SafeFile.Unfinished, stream =>
            {
                stream.Write(content.Span);
                stream.Write(SHA256.HashData(content.Span));
            }, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The training state {path} cannot be written ({fault.Message.TrimEnd('.')}); what was there before is untouched. " +
                "Make room, or mend what is wrong, and give the same command again: it goes on from the last state that was written.",
                fault);
        }
    }

    /// <summary>Reads a state.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="WorkshopException">It is not there, not a state, or was changed or cut short since it was written; the
    /// file is left as it is.</exception>
    public static TrainingState Read(string path)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            using var reader = new BinaryReader(new MemoryStream(content));
            switch (reader.ReadString())
            {
                case Magic:
                    RequireWhole(path, content);
                    break;
                case WithoutChecksum:
                    break;
                case var other when other.StartsWith(Kind, StringComparison.Ordinal):
                    throw new WorkshopException(
                        $"{path} is a training state of version {other[Kind.Length..]}, which this program does not know; go on with " +
                        "the program that wrote it, or remove the file to begin anew.");
                default:
                    throw new FormatException("it begins with something else");
            }

            var (identity, makings) = (
                reader.ReadString(), JsonSerializer.Deserialize<ModelMakings>(reader.ReadString(), RecipeFile.Json)!);
            var history = JsonSerializer.Deserialize<List<EpochReport>>(reader.ReadString())!;
            var (weights, average, best) = (NamedValues.Read(reader), NamedValues.Read(reader), NamedValues.Read(reader));
            var length = reader.ReadInt32();
            var optimiser = reader.ReadBytes(length);
            return optimiser.Length == length
                ? new TrainingState(identity, makings, history, weights, average, best, optimiser)
                : throw new EndOfStreamException("its end is missing");
        }
        catch (Exception fault) when (
            fault is IOException or UnauthorizedAccessException or FormatException or JsonException or ArgumentException)
        {
            throw new WorkshopException(
                $"{path} cannot be read as a training state ({fault.Message.TrimEnd('.')}); take one that avianvox-train train " +
                "wrote. Where it stands in the way of a run, move it away, and the run begins anew.",
                fault);
        }
    }

    private static void RequireWhole(string path, ReadOnlySpan<byte> content)
    {
        var end = content.Length - SHA256.HashSizeInBytes;
        if (end < 0 || !content[end..].SequenceEqual(SHA256.HashData(content[..end])))
        {
            throw new WorkshopException(
                $"{path} is a damaged training state: its checksum does not fit, so it was changed or cut short since it was " +
                "written. Put a copy in its place, or remove it to begin anew.");
        }
    }
}
