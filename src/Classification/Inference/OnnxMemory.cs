using Microsoft.ML.OnnxRuntime;

namespace AvianVox.Classification.Inference;

/// <summary>
/// The memory that networks compute in: one arena for all of the process, with a bound, since a file of some hundred bytes can ask for any
/// number of gigabytes.
/// </summary>
internal static class OnnxMemory
{
    /// <summary>Most memory of all networks together, in MiB: their weights, and what is computed of the windows under way.</summary>
    public const int MaxMebibytes = 1_024;

    /// <summary>Says that a session takes its memory from an allocator that all share.</summary>
    private const string SharedAllocator = "session.use_env_allocators";

    private static readonly Lazy<bool> Arena = new(Register);

    /// <summary>Lets a session compute within the bound.</summary>
    /// <param name="options">Options of a session that is not open yet.</param>
    public static void Bound(SessionOptions options)
    {
        if (Arena.Value)
        {
            options.AddSessionConfigEntry(SharedAllocator, "1");
        }
    }

    /// <summary>What a fault of ONNX Runtime means, where it is that of the bound.</summary>
    /// <param name="fault">What it threw.</param>
    /// <returns>A clause; that of ONNX Runtime itself where it is another fault.</returns>
    public static string Describe(OnnxRuntimeException fault) =>
        fault.Message.Contains("smaller than requested bytes", StringComparison.Ordinal)
            || fault.Message.Contains("Failed to allocate", StringComparison.Ordinal)
            ? FormattableString.Invariant($"it asks for more than the {MaxMebibytes:N0} MiB that networks may compute in")
            : fault.Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static bool Register()
    {
        // As the runtime's own arena, except for the bound: it grows by powers of two from what is asked for.
        using var settings = new OrtArenaCfg(MaxMebibytes * 1_024u * 1_024u, arenaExtendStrategy: -1, initialChunkSizeBytes: -1,
            maxDeadBytesPerChunk: -1);
        using var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        OrtEnv.Instance().CreateAndRegisterAllocator(memory, settings);
        return true;
    }
}
