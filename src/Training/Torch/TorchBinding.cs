using System.Runtime.InteropServices;

namespace AvianVox.Training.Torch;

/// <summary>Makes TorchSharp's native binding loadable where the system's C++ library is older than the one it was built with.</summary>
/// <remarks>
/// libLibTorchSharp.so of TorchSharp 0.107.0 needs the symbol version GLIBCXX_3.4.32 for one symbol that it never
/// calls; Debian 12 has 3.4.30. Marking that one need as weak lets the loader go on without it. Only the copy beside
/// the program changes, never the package it came from.
/// </remarks>
internal static class TorchBinding
{
    /// <summary>The version that may be missing.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    /// <summary>The symbol that came with it: a C++ library that has it needs no help.</summary>
    private const string VersionSymbol = "_ZSt21ios_base_library_initv";

    /// <summary>Marks the need as weak in the program's copy, if the system's C++ library lacks the version.</summary>
    /// <param name="programFolder">Folder of the program, with runtimes/linux-x64/native in it or flat.</param>
    /// <returns>True when the copy was changed now.</returns>
    public static bool Adapt(string programFolder)
    {
        if (!OperatingSystem.IsLinux() || SystemHasVersion())
        {
            return false;
        }

        string[] places = ["runtimes/linux-x64/native/libLibTorchSharp.so", "libLibTorchSharp.so"];
        var library = places.Select(p => Path.Combine(programFolder, p)).FirstOrDefault(File.Exists);
        return library is not null && Weaken(library);
    }

    /// <summary>Marks the need as weak in one file.</summary>
    /// <param name="library">Path of the shared library.</param>
    /// <returns>True when the file was changed, false when there was nothing to do.</returns>
    internal static bool Weaken(string library)
    {
        var image = File.ReadAllBytes(library);
        var flags = ElfSymbolVersions.FindFlags(image, Version);
        if (flags < 0 || (image[flags] & ElfSymbolVersions.Weak) != 0)
        {
            return false;
        }

        // A new file under the old name: the old one may be a hard link into the package folder, or be mapped by
        // another process at this moment.
        image[flags] |= (byte)ElfSymbolVersions.Weak;
        var replacement = $"{library}.{Environment.ProcessId}";
        File.WriteAllBytes(replacement, image);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(replacement, File.GetUnixFileMode(library));
        }

        File.Move(replacement, library, overwrite: true);
        return true;
    }

    private static bool SystemHasVersion() =>
        !NativeLibrary.TryLoad("libstdc++.so.6", out var handle) || NativeLibrary.TryGetExport(handle, VersionSymbol, out _);
}
