using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>A system library that is loaded when first needed, so that a station without it still does all that does not need it.</summary>
internal sealed class NativeLibraryFile
{
    private readonly Lock _gate = new();
    private readonly string[] _candidates;
    private readonly string _package;
    private nint _handle;

    /// <summary>Describes the library; loads nothing.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="purpose">What it is needed for, as in "FLAC, Ogg and MP3 files need libsndfile".</param>
    /// <param name="package">Debian package that brings it.</param>
    /// <param name="variable">Environment variable that names another file to load in its place.</param>
    /// <param name="candidates">File names that are tried in order.</param>
    public NativeLibraryFile(string name, string purpose, string package, string variable, params string[] candidates)
    {
        Name = name;
        Purpose = purpose;
        Variable = variable;
        _package = package;
        _candidates = candidates;
    }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>What it is needed for.</summary>
    public string Purpose { get; }

    /// <summary>Environment variable that names another file to load in its place.</summary>
    public string Variable { get; }

    /// <summary>
    /// Loads the library unless that is done. A failure is not remembered: once the library is installed, the next call finds it.
    /// </summary>
    /// <returns>Its handle.</returns>
    /// <exception cref="AudioException">It is not installed; the message has the command that installs it.</exception>
    public nint Load()
    {
        lock (_gate)
        {
            if (_handle != 0)
            {
                return _handle;
            }

            var wanted = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } other ? [other] : _candidates;
            foreach (var candidate in wanted)
            {
                if (NativeLibrary.TryLoad(candidate, out _handle))
                {
                    return _handle;
                }
            }

            throw new AudioException(wanted == _candidates
                ? $"{Purpose} need {Name}, which is not installed. Install it with: sudo apt-get install {_package}"
                : $"{Purpose} need {Name}, and {wanted[0]}, which {Variable} names, cannot be loaded. Unset {Variable}, or install {Name} "
                    + $"with: sudo apt-get install {_package}");
        }
    }
}
