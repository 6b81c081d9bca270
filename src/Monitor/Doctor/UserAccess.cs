using System.Runtime.InteropServices;

namespace AvianVox.Monitor.Doctor;

/// <summary>What this process's user may do with a file, groups and all (access(2)).</summary>
internal static partial class UserAccess
{
    private const int Read = 4;
    private const int Write = 2;

    /// <summary>Whether it may be read.</summary>
    /// <param name="file">Its path.</param>
    public static bool MayRead(string file) => Access(file, Read) == 0;

    /// <summary>Whether it may be read and written.</summary>
    /// <param name="file">Its path.</param>
    public static bool MayReadAndWrite(string file) => Access(file, Read | Write) == 0;

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string file, int mode);
}
