using System.Runtime.InteropServices;
using TorchSharp;

namespace AvianVox.Training.Torch;

/// <summary>Starts libtorch in a state fit for training. To be called before anything else of TorchSharp.</summary>
internal static partial class TorchRuntime
{
    /// <summary>Kept free above the heap when it grows, in bytes.</summary>
    private const int TopPad = 256 << 20;

    /// <summary>
    /// How often a thread of torch's asks for work before it sleeps: some tenths of a millisecond by reckoning, longer than the pause
    /// between two layers and shorter than that between two steps, whose drawing needs the core.
    /// </summary>
    private const string SpinCount = "20000";

    // Parameters of mallopt, from glibc's malloc.h.
    private const int TrimThresholdParameter = -1;
    private const int TopPadParameter = -2;
    private const int MmapMaxParameter = -4;
    private const int ArenaMaxParameter = -8;

    private static readonly Lock Gate = new();
    private static bool _ready;
    private static int _threads;

    /// <summary>Adapts the native binding, sets up the allocator and the number of threads. Later calls only set the threads.</summary>
    /// <param name="threads">Threads of one operation; 0 for one per core.</param>
    /// <exception cref="PlatformNotSupportedException">libtorch does not load here. The message names the cause.</exception>
    public static void Start(int threads = 0)
    {
        lock (Gate)
        {
            if (!_ready)
            {
                TorchBinding.Adapt(AppContext.BaseDirectory);
                KeepPages();
                LimitSpinning();
                Load();
                _ready = true;
            }
        }

        _threads = threads > 0 ? threads : Environment.ProcessorCount;
        HoldThreads();
    }

    /// <summary>How work beside torch is shared out: to as many threads as torch has.</summary>
    public static ParallelOptions Parallel => new() { MaxDegreeOfParallelism = _threads > 0 ? _threads : Environment.ProcessorCount };

    /// <summary>
    /// Makes the number of threads hold on the thread that calls. Torch keeps it for each thread of the program by itself, and
    /// one that has computed before goes on with the number of then, whose sums end in other last digits. Cheap enough for every step.
    /// </summary>
    public static void HoldThreads() => torch.set_num_threads(_threads);

    private static void Load()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception cause) when (cause is NotSupportedException or DllNotFoundException or TypeInitializationException)
        {
            throw new PlatformNotSupportedException(
                "Training needs libtorch, which is packed for 64-bit x86 Linux only and did not load here " +
                $"({RuntimeInformation.RuntimeIdentifier}): {cause.Message}", cause);
        }
    }

    /// <summary>
    /// Tells the allocator to keep the pages it has: each step frees and takes the same hundreds of megabytes, and faulting them
    /// in anew costs as much time as the arithmetic.
    /// </summary>
    private static void KeepPages()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetAllocator(MmapMaxParameter, 0);
            _ = SetAllocator(TrimThresholdParameter, -1);
            _ = SetAllocator(TopPadParameter, TopPad);
            _ = SetAllocator(ArenaMaxParameter, 1);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library other than glibc: slower, not wrong.
        }
    }

    /// <summary>Tells the threads' library, which reads it when it is loaded; what the user has set stays.</summary>
    private static void LimitSpinning()
    {
        if (OperatingSystem.IsLinux())
        {
            // Environment.SetEnvironmentVariable is seen by this runtime alone, not by native libraries.
            _ = SetEnvironment("GOMP_SPINCOUNT", SpinCount, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetAllocator(int parameter, int value);
}
