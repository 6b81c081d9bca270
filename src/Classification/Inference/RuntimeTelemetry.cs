using System.Runtime.InteropServices;

namespace AvianVox.Classification.Inference;

/// <summary>
/// Keeps ONNX Runtime from speaking to its maker. Left to itself, its library for Linux looks up a host of his every few seconds and
/// writes a folder of its own below the user's cache, from the moment the library is loaded until the process ends.
/// </summary>
public static partial class RuntimeTelemetry
{
    /// <summary>What the library looks for in the process's environment, once, when it is loaded.</summary>
    public const string Variable = "ORT_DISABLE_TELEMETRY";

    private const string Off = "1";

    /// <summary>Turns it off; called again it does nothing new. To be called before anything of ONNX Runtime is touched.</summary>
    /// <remarks>
    /// <see cref="Environment.SetEnvironmentVariable(string, string)"/> changes .NET's own copy of the environment and nothing beneath it
    /// on Linux; a native library reads the C library's.
    /// </remarks>
    public static void TurnOff()
    {
        if (Environment.GetEnvironmentVariable(Variable) == Off && !OperatingSystem.IsWindows())
        {
            // It came with the process, or has been set by an earlier call: the C library has it.
            return;
        }

        if (!OperatingSystem.IsWindows() && SetVariable(Variable, Off, overwrite: 1) != 0)
        {
            throw new InvalidOperationException($"setenv({Variable}) failed with errno {Marshal.GetLastPInvokeError()}.");
        }

        // For the programs that this one starts; on Windows for this one too.
        Environment.SetEnvironmentVariable(Variable, Off);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
