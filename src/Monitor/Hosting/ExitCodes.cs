namespace AvianVox.Monitor.Hosting;

/// <summary>What the process tells whoever started it; the numbers of BSD's sysexits.h, which systemd names in its log.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Ok = 0;

    /// <summary>The doctor found a fault.</summary>
    public const int Faulty = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>An input cannot be read: a recording, a model package.</summary>
    public const int NoInput = 66;

    /// <summary>Something the station needs is not there: a device, a port, a library.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of our own.</summary>
    public const int Software = 70;

    /// <summary>Reading or writing the data folder failed.</summary>
    public const int InputOutput = 74;

    /// <summary>The configuration is wrong.</summary>
    public const int Configuration = 78;
}
