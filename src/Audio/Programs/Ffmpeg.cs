namespace AvianVox.Audio.Programs;

/// <summary>ffmpeg, started so that it asks nothing and says nothing but faults.</summary>
internal static class Ffmpeg
{
    /// <summary>Name of the program, looked up on the PATH.</summary>
    public const string Name = "ffmpeg";

    private static readonly string[] Quietly = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "error"];

    /// <summary>Starts it.</summary>
    /// <param name="program">Name or path of the program.</param>
    /// <param name="arguments">Its arguments, behind those that keep it quiet.</param>
    /// <param name="purpose">What it does, as in "ffmpeg, which decodes a.m4a, cannot be started".</param>
    /// <param name="time">Clock of the bounds.</param>
    /// <exception cref="AudioException">It is not installed or cannot be started.</exception>
    public static ChildProgram Start(string program, IEnumerable<string> arguments, string purpose, TimeProvider time)
    {
        try
        {
            var started = ChildProgram.Start(new ProgramCall(program, [.. Quietly, .. arguments]), time);
            started.Input.Close();
            return started;
        }
        catch (ProgramException fault)
        {
            throw new AudioException(
                $"{program}, which {purpose}, cannot be started: {fault.Message}. Install it: sudo apt-get install ffmpeg", fault);
        }
    }
}
