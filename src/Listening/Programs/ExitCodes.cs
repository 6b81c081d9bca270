namespace AvianVox.Listening.Programs;

/// <summary>What our programs tell whoever started them; the numbers of BSD's sysexits.h, which systemd names in its log.</summary>
public static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Ok = 0;

    /// <summary>The doctor found a fault.</summary>
    public const int Faulty = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>An input is missing or is not what it should be: a recording, a model package, a list.</summary>
    public const int NoInput = 66;

    /// <summary>Something that is needed is not there: a device, a port, a library.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of our own.</summary>
    public const int Software = 70;

    /// <summary>Reading or writing failed.</summary>
    public const int InputOutput = 74;

    /// <summary>Some of what was asked for could not be had; the rest is done, and the same command may be run again.</summary>
    public const int Incomplete = 75;

    /// <summary>A service does not take the key.</summary>
    public const int NoPermission = 77;

    /// <summary>The configuration is wrong.</summary>
    public const int Configuration = 78;

    /// <summary>Stopped by Ctrl-C or SIGTERM before the work was done.</summary>
    public const int Cancelled = 130;
}
