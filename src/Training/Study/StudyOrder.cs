using AvianVox.Training.Windows;

namespace AvianVox.Training.Study;

/// <summary>How the study's generator goes through recordings.</summary>
internal sealed record StudyOrder
{
    /// <summary>Seed of order and crops; the study's is 37.</summary>
    public uint Seed { get; init; } = 37;

    /// <summary>Windows per batch; the study's is 64. It decides crops too: the seeds of a batch start anew.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Whether each epoch has an order and crops of its own. Without it every epoch is the same: for validation.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What short recordings are filled up with.</summary>
    public ShortClips ShortClips { get; init; } = ShortClips.Loop;
}
