namespace AvianVox.Station.Journal;

/// <summary>One station to a data folder: an exclusive lock on a file, released by the system however the process ends.</summary>
public static class JournalLock
{
    /// <summary>Makes the folder if need be and takes its lock.</summary>
    /// <param name="folder">Data folder.</param>
    /// <returns>Holds the lock until disposed.</returns>
    /// <exception cref="JournalException">The folder cannot be written, or another process holds the lock.</exception>
    public static FileStream Take(string folder)
    {
        var path = JournalFiles.Lock(folder);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                JournalFaultKind.Protected,
                $"The data folder {folder} cannot be made: {error.Message} Set Data:Folder to a folder the station may write.",
                error);
        }

        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new JournalException(JournalFaultKind.Protected, $"The data folder {folder} cannot be written: {error.Message} Give the user who runs the station write access, or set Data:Folder to another folder.", error);
        }
        catch (IOException error) when (!IsHeld(path))
        {
            throw new JournalException(
                JournalFaultKind.Protected,
                $"The data folder {folder} cannot be written: {error.Message} Set Data:Folder to a folder the station may write.",
                error);
        }
        catch (IOException error)
        {
            throw new JournalException(JournalFaultKind.Taken, $"Another station writes to the data folder {folder}. Stop it, or give this one a folder of its own: Data:Folder, or --data on the command line.", error);
        }
    }

    /// <summary>Whether a station writes to a folder now.</summary>
    /// <param name="folder">Data folder; it need not exist.</param>
    public static bool IsTaken(string folder) => IsHeld(JournalFiles.Lock(folder));

    private static bool IsHeld(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
